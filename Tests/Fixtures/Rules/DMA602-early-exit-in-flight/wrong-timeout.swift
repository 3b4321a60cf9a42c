import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
// The timeout leaves the channel running.
func badCapture(on channel: Channel, patience: Int) -> UInt32? {
  channel.memory.store(UInt32(UInt(bitPattern: inbox)))
  channel.count.store(8)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2001)
  var left = patience
  while channel.count.load() != 0 {
    left -= 1
    if left == 0 { return nil }  // finding: DMA602
  }
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

@main struct Firmware {
  static func main() {
    while true { _ = badCapture(on: Channel(base: 0x4002_6010), patience: 1000) }
  }
}
