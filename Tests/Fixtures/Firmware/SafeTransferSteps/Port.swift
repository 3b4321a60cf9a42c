import CPU
import _Volatile

/// The PL011 serial port and the channel of the DMA engine that serves it: what is the same in every
/// step. The caches stay off: the steps are about order, and about who owns what for how long.
struct Port {
  let data = Self.register(0x3F20_1000)
  let flags = Self.register(0x3F20_1018)
  /// The channel's.
  let control = Self.register(0x3F00_7000)
  let blockAddress = Self.register(0x3F00_7004)

  static let active: UInt32 = 1 << 0
  static let abort: UInt32 = 1 << 30

  static func register(_ address: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: address)
  }

  init() {
    let control = Self.register(0x3F20_1030)
    control.store(0)
    Self.register(0x3F20_102C).store(0b11 << 5 | 1 << 4)
    Self.register(0x3F20_1048).store(0b11)
    control.store(1 << 9 | 1 << 8 | 1)
    let enable = Self.register(0x3F00_7FF0)
    enable.store(enable.load() | 1)
  }

  func write(_ byte: UInt8) {
    while flags.load() & 1 << 5 != 0 { cpu_nop() }
    data.store(UInt32(byte))
  }

  func write(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { write(text.utf8Start[index]) }
  }

  /// Until something has been typed.
  func awaitLetters() {
    write("[0] Type four letters: ")
    while flags.load() & 1 << 4 != 0 { cpu_nop() }
  }

  /// Tells the control block: from the port to these words. Returns the block's address on the bus.
  func describe(_ words: UnsafeMutableBufferPointer<UInt32>) -> UInt32 {
    let block = withUnsafeMutablePointer(to: &receive_block) { $0 }
    block.pointee.information = 14 << 16 | 1 << 10 | 1 << 4 | 1 << 3
    block.pointee.source = 0x7E20_1000
    block.pointee.destination = Self.busAddress(UInt(bitPattern: words.baseAddress))
    block.pointee.length = UInt32(words.count * 4)
    block.pointee.stride = 0
    block.pointee.next = 0
    return Self.busAddress(UInt(bitPattern: block))
  }

  private static func busAddress(_ address: UInt) -> UInt32 {
    UInt32(truncatingIfNeeded: address) | 0xC000_0000
  }

  var isDone: Bool { control.load() & Self.active == 0 }

  func stop() {
    control.store(Self.abort)
    while control.load() & Self.active != 0 {}
    dmb_osh()
  }
}

/// Four words that are there for as long as the program is.
func staticWords() -> UnsafeMutableBufferPointer<UInt32> {
  let words = withUnsafeMutablePointer(to: &static_words) {
    UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt32.self)
  }
  return UnsafeMutableBufferPointer(start: words, count: 4)
}

func halt() -> Never {
  while true { wait_for_event() }
}
