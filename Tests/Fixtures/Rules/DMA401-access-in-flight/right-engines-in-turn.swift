import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let a = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
nonisolated(unsafe) let b = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
let first = Channel(base: 0x4002_6010)
let second = Channel(base: 0x4003_6010)
func start(_ channel: Channel, _ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  for i in 0..<8 { words[i] = value }
  channel.memory.store(UInt32(UInt(bitPattern: words)))
  channel.count.store(8)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2441)
}
// Each engine is joined before its buffer is read.
func goodJoin(_ channel: Channel) {
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    start(first, a, 0)
    var value: UInt32 = 1
    while true {
      start(second, b, value)
      goodJoin(first)
      value &+= a[0]
      start(first, a, value)
      goodJoin(second)
      value &+= b[0]
    }
  }
}
