// platform: stm32f4
import Synchronization
import _Volatile

// A stream of DMA1; ST RM0090, 10.5.7: the peripheral address is protected while EN is set.
func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
  VolatileMappedRegister(unsafeBitPattern: 0x4002_6000 + offset)
}
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func bad() {
  block.initialize(repeating: 1, count: 32)
  register(0x1C).store(UInt32(UInt(bitPattern: block)))
  register(0x14).store(32)
  atomicMemoryFence(ordering: .releasing)
  register(0x10).store(0x441)
  register(0x18).store(0x4000_4404)  // finding: DMA605
  while register(0x00).load() & 0x20 == 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

func good() {
  block.initialize(repeating: 1, count: 32)
  register(0x34).store(UInt32(UInt(bitPattern: block)))
  register(0x30).store(0x4000_4404)
  register(0x2C).store(32)
  atomicMemoryFence(ordering: .releasing)
  register(0x28).store(0x441)
  while register(0x00).load() & 0x800 == 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
