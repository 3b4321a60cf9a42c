// The engines of a chip as an enum of their addresses.
import Synchronization
import _Volatile

enum Engine: UInt {
  case first = 0x4002_0000
  case second = 0x4002_0400

  func register(_ offset: UInt) -> VolatileMappedRegister<UInt32> {
    VolatileMappedRegister(unsafeBitPattern: rawValue + offset)
  }
}

struct Sender {
  let engine: Engine

  func start(_ words: UnsafeMutableBufferPointer<UInt32>) {
    engine.register(0x0C).store(UInt32(UInt(bitPattern: words.baseAddress!)))
    engine.register(0x10).store(UInt32(words.count))
    atomicMemoryFence(ordering: .releasing)
    engine.register(0).store(1)
  }

  func finish() {
    while engine.register(4).load() & 1 == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}

func send(_ words: UnsafeMutableBufferPointer<UInt32>) {
  let sender = Sender(engine: .second)
  for index in words.indices { words[index] = UInt32(index) }
  sender.start(words)
  words[0] = 7  // finding: DMA401 "written while"
  sender.finish()
}
