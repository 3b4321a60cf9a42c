import Synchronization
import _Volatile

struct Dma {
  func prepare(_ memory: UnsafeMutableRawPointer) {
    VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0414).store(
      UInt32(UInt(bitPattern: memory)))
    atomicMemoryFence(ordering: .releasing)  // finding: DMA203
  }
  func go() { VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0408).store(1) }
  func wait() {
    while VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0400).load() & 2 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
