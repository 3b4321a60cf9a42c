import Synchronization
import _Volatile

/// Receives one packet at a time.
final class Receiver {
  let packet = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
  private let pointer = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_1504)
  private let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_1008)
  private let end = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4000_110C)

  func arm() {
    end.store(0)
    pointer.store(UInt32(UInt(bitPattern: packet.baseAddress!)))
    atomicMemoryFence(ordering: .releasing)
    start.store(1)
  }

  private func observe() { atomicMemoryFence(ordering: .acquiring) }

  func wait() {
    while end.load() == 0 {}
    observe()
  }
}
