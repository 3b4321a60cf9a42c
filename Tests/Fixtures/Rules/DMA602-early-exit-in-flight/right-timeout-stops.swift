import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)
// The timeout stops the channel and polls until it has stopped.
func goodCapture(on channel: Channel, patience: Int) -> UInt32? {
  channel.memory.store(UInt32(UInt(bitPattern: inbox)))
  channel.count.store(8)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2001)
  var left = patience
  while channel.count.load() != 0 {
    left -= 1
    if left == 0 {
      channel.control.store(channel.control.load() & ~1)
      while channel.control.load() & 1 != 0 {}
      atomicMemoryFence(ordering: .acquiring)
      inbox[0] = 0
      return nil
    }
  }
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

@main struct Firmware {
  static func main() {
    while true { _ = goodCapture(on: Channel(base: 0x4002_6010), patience: 1000) }
  }
}
