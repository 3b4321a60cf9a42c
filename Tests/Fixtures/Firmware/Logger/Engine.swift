import Synchronization
import _Volatile

/// One stream of the DMA controller (RM0090, DMA registers): fences belong to start and wait.
struct Stream {
  let base: UInt
  private var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  private var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 0x4) }
  private var peripheral: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 0x8) }
  private var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 0xC) }

  func start(_ words: UnsafeMutableBufferPointer<UInt32>, to register: UInt32) {
    peripheral.store(register)
    memory.store(UInt32(UInt(bitPattern: words.baseAddress!)))
    count.store(UInt32(words.count))
    atomicMemoryFence(ordering: .releasing)
    control.store(0x0000_2441)  // finding: DMA102 "words"
  }

  func wait() {
    while control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }

  /// Waits a while; says whether the stream is done.
  func wait(spins: Int) -> Bool {
    for _ in 0..<spins where control.load() & 1 == 0 {
      atomicMemoryFence(ordering: .acquiring)
      return true
    }
    return false
  }
}
