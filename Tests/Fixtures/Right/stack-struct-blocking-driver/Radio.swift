import Synchronization
import _Volatile

final class Radio {
  private let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0040)
  private let trigger = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_0048)
  private let events = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_004C)

  func transmit(_ bytes: UnsafeRawBufferPointer) {
    source.store(UInt32(UInt(bitPattern: bytes.baseAddress!)))
    atomicMemoryFence(ordering: .releasing)
    trigger.store(1)
    waitUntilIdle()
  }
  private func waitUntilIdle() {
    while events.load() & 1 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
