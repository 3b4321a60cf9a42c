import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let next = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
struct Sender {
  let channel: Channel
  func start() {
    channel.memory.store(UInt32(UInt(bitPattern: text)))
    channel.count.store(64)
    atomicMemoryFence(ordering: .releasing)
    channel.control.store(0x2041)
  }
  func finish() {
    while channel.control.load() & 1 != 0 {}
    atomicMemoryFence(ordering: .acquiring)
  }
}
// The device only reads, and so does the program.
func goodSum() -> UInt8 {
  var total: UInt8 = 0
  for i in 0..<64 { total &+= text[i] }
  return total
}
@main struct Firmware {
  static func main() {
    text.initialize(repeating: 32, count: 64)
    let sender = Sender(channel: Channel(base: 0x4002_6010))
    while true {
      sender.start()
      next[0] = goodSum()
      sender.finish()
      text.update(from: next, count: 64)
    }
  }
}
