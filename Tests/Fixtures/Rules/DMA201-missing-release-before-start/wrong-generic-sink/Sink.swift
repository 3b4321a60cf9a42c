import _Volatile

/// Where words can be sent.
protocol Sink {
  func start(_ words: UnsafePointer<UInt32>, count: Int)
  func join()
}

struct Modulator: Sink {
  private let base: UInt

  init(base: UInt) { self.base = base }

  private func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: base + offset)
  }

  func start(_ words: UnsafePointer<UInt32>, count: Int) {
    register(0x10).store(UInt32(UInt(bitPattern: words)))
    register(0x14).store(UInt32(count))
    register(0x00).store(1)  // finding: DMA201 "'self.words'"
  }

  func join() {
    while register(0x00).load() & 1 != 0 {}
  }
}
