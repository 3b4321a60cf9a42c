import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
let clear = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6008)
// Every start has its fence; the writes after the last one start nothing.
func goodGo(_ channel: Channel) {
  clear.store(0x3F)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2441)
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    let channel = Channel(base: 0x4002_6010)
    text.initialize(repeating: 65, count: 8)
    channel.memory.store(UInt32(UInt(bitPattern: text)))
    channel.count.store(8)
    goodGo(channel)
    text[0] = 66
    goodGo(channel)
    channel.control.store(0)
    clear.store(0x3F)
    text[1] = 1
    while true {}
  }
}
