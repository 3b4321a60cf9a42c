import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
// Each round waits for the transfer of the one before.
func goodSend(_ letter: UInt8, on channel: Channel) {
  while channel.control.load() & 1 != 0 {}
  for i in 0..<8 { text[i] = letter }
  channel.memory.store(UInt32(UInt(bitPattern: text)))
  channel.count.store(8)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2441)
}

@main struct Firmware {
  static func main() {
    while true { goodSend(65, on: Channel(base: 0x4002_6010)) }
  }
}
