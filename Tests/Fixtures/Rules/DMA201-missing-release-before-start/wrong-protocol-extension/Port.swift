import Synchronization
import _Volatile

protocol Port { var base: UInt { get } }
extension Port {
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 0xC) }
  func kick(_ address: UInt32) {
    memory.store(address)
    control.store(0x41)  // finding: DMA201
  }
  func settle() {
    while control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
struct Stream5: Port { let base: UInt = 0x4002_6088 }
