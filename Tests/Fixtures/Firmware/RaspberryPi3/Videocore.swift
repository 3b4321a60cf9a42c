import CPU
import _Volatile

/// The property channel of the VideoCore's mailbox: it reads a message in memory and writes its
/// answer over it.
struct Videocore {
  enum Failure: Error { case noMemory, refused }

  /// Words of a message, and where the low bits of its address make room for the channel.
  private static let messageWords = 36
  private static let messageAlignment: UInt = 16
  private static let propertyChannel: UInt32 = 8

  private static let full: UInt32 = 1 << 31
  private static let empty: UInt32 = 1 << 30
  private static let request: UInt32 = 0
  private static let answered: UInt32 = 1 << 31

  private let incoming = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.mailbox + 0x00)
  private let status = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.mailbox + 0x18)
  private let outgoing = VolatileMappedRegister<UInt32>(
    unsafeBitPattern: MemoryMap.mailbox + 0x20)

  private let message: UnsafeMutableBufferPointer<UInt32>

  init() throws(Failure) {
    do throws(AllocationError) {
      message = try dmaAllocator.lock { allocator throws(AllocationError) in
        try allocator.allocateZeroed(
          words: Self.messageWords, alignment: Self.messageAlignment)
      }
    } catch {
      throw .noMemory
    }
  }

  func setUARTClock(hertz: UInt32) throws(Failure) {
    message[0] = UInt32(Self.messageWords * 4)
    message[1] = Self.request
    message[2] = 0x0003_8002  // set a clock's rate
    message[3] = 12
    message[4] = 8
    message[5] = 2  // the UART's clock
    message[6] = hertz
    message[7] = 0  // turbo may follow
    message[8] = 0  // no further tag
    try call()
  }

  /// Sends the message and waits for the answer, which lies where the message was.
  private func call() throws(Failure) {
    let address = UInt32(truncatingIfNeeded: UInt(bitPattern: message.baseAddress))
    let letter = address | Self.propertyChannel
    while status.load() & Self.full != 0 { cpu_nop() }
    dmb_osh()
    outgoing.store(letter)
    repeat {
      // dmalint:ignore unbounded-wait without the GPU's firmware nothing else works either
      while status.load() & Self.empty != 0 { cpu_nop() }
    } while incoming.load() != letter
    dmb_osh()
    guard message[1] == Self.answered else { throw .refused }
  }
}
