import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
func configure(_ channel: Channel) {
  channel.memory.store(UInt32(UInt(bitPattern: text)))
  channel.count.store(8)
}
// One function hands the address over, another starts.
func badSend(_ letter: UInt8, on channel: Channel) {
  for i in 0..<8 { text[i] = letter }
  channel.control.store(0x2441)  // finding: DMA201
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    let channel = Channel(base: 0x4002_6010)
    configure(channel)
    badSend(0, on: channel)
    while true {}
  }
}
