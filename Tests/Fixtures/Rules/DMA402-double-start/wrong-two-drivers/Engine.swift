import Synchronization
import _Volatile

/// Copies memory, one block at a time.
struct Engine {
  private let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0090)
  private let sink = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0094)
  private let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0098)
  private let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_009C)

  func copy(_ from: UnsafePointer<UInt32>, to: UnsafeMutablePointer<UInt32>, _ words: Int) {
    source.store(UInt32(UInt(bitPattern: from)))
    sink.store(UInt32(UInt(bitPattern: to)))
    count.store(UInt32(words))
    atomicMemoryFence(ordering: .releasing)
    control.store(1)  // finding: DMA402
  }

  func finish() {
    while control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
