import Synchronization
import _Volatile

struct Channel {
  let number: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4002_0008 + 20 * number) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4002_000C + 20 * number) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4002_0014 + 20 * number) }
  func start(_ words: UnsafeMutablePointer<UInt32>, _ n: UInt32) {
    control.store(0)
    memory.store(UInt32(UInt(bitPattern: words)))
    count.store(n)
    atomicMemoryFence(ordering: .releasing)
    control.store(0x0A91)
  }
}
let flags = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0000)
let clear = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0004)
let channels = [Channel(number: 1), Channel(number: 2), Channel(number: 3)]
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 96)
// The flags of all channels are polled together.
func goodBurst() -> UInt32 {
  for i in 0..<96 { words[i] = 0 }
  for i in 0..<3 { channels[i].start(words + 32 * i, 32) }
  while flags.load() & 0x2220 != 0x2220 {}
  atomicMemoryFence(ordering: .acquiring)
  clear.store(0xFFF0)
  return words[0] &+ words[95]
}

@main struct Firmware {
  static func main() {
    while true { if goodBurst() == 9 { return } }
  }
}
