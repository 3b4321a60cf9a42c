import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
// The first byte is written when the fence has passed.
func badSend(_ value: UInt8, on channel: Channel) {
  for i in 1..<8 { frame[i] = value }
  atomicMemoryFence(ordering: .releasing)  // finding: DMA203
  frame[0] = 8
  channel.memory.store(UInt32(UInt(bitPattern: frame)))
  channel.count.store(8)
  channel.control.store(0x2041)
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    while true { badSend(1, on: Channel(base: 0x4002_6010)) }
  }
}
