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
func start(_ channel: Channel, _ words: UnsafeMutablePointer<UInt32>) {
  channel.memory.store(UInt32(UInt(bitPattern: words)))
  channel.count.store(8)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2401)
}
func join(_ channel: Channel) {
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
// The wait is for the other engine.
func badTurn() -> UInt32 {
  start(first, a)
  start(second, b)
  join(first)
  let sum = a[0] &+ b[0]  // finding: DMA401
  join(second)
  return sum
}

@main struct Firmware {
  static func main() {
    while true { if badTurn() == 1 { return } }
  }
}
