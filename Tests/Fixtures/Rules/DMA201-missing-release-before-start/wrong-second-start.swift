import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
// The second start uses the address that the register still holds.
func badGo(_ channel: Channel) {
  channel.control.store(0x2441)  // finding: DMA201
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiring)
}
@main struct Firmware {
  static func main() {
    let channel = Channel(base: 0x4002_6010)
    text.initialize(repeating: 65, count: 8)
    channel.memory.store(UInt32(UInt(bitPattern: text)))
    channel.count.store(8)
    atomicMemoryFence(ordering: .releasing)
    badGo(channel)
    text[0] = 66
    badGo(channel)
    while true {}
  }
}
