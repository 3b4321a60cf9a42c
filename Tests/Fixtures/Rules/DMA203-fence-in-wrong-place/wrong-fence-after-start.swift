import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
// The fence comes when the engine is already reading.
func badSend(_ value: UInt8, on channel: Channel) {
  for i in 0..<8 { frame[i] = value }
  channel.memory.store(UInt32(UInt(bitPattern: frame)))
  channel.count.store(8)
  channel.control.store(0x2041)
  atomicMemoryFence(ordering: .releasing)  // finding: DMA203
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    while true { badSend(1, on: Channel(base: 0x4002_6010)) }
  }
}
