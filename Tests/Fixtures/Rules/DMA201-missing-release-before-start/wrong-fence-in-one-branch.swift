import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) var frame: (UInt32, UInt32) = (0, 0)
// One path without a fence is enough.
func badSend(_ value: UInt32, on channel: Channel, carefully: Bool) {
  frame.0 = value
  frame.1 = ~value
  withUnsafeMutablePointer(to: &frame) { channel.memory.store(UInt32(UInt(bitPattern: $0))) }
  channel.count.store(2)
  if carefully { atomicMemoryFence(ordering: .releasing) }
  channel.control.store(0x2041)  // finding: DMA201
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}

@main struct Firmware {
  static func main() {
    while true { badSend(1, on: Channel(base: 0x4002_6010), carefully: false) }
  }
}
