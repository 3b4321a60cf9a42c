// platform: generic
import Synchronization
import _Volatile

struct Stream {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
  var status: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 16) }

  func load(_ words: UnsafeMutablePointer<UInt32>) {
    memory.store(UInt32(UInt(bitPattern: words)))
  }
  func go() { control.store(1) }
  func wait() {
    while status.load() == 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)

func bad(_ stream: Stream) {
  words[0] = 1
  stream.load(words)
  stream.go()
  atomicMemoryFence(ordering: .releasing)  // finding: DMA203
  stream.wait()
}

func good(_ stream: Stream) {
  words[0] = 1
  stream.load(words)
  atomicMemoryFence(ordering: .releasing)
  stream.go()
  stream.wait()
}

@main struct Firmware {
  static func main() {
    words.initialize(repeating: 0, count: 8)
    let stream = Stream(base: 0x5002_6000)
    while true {
      good(stream)
      bad(stream)
    }
  }
}
