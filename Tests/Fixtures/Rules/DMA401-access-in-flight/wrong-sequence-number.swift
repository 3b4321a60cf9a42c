import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
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
// The driver starts and finishes in two calls, and the buffer is patched in between.
func badStamp(_ sequence: UInt8) { text[3] = sequence }  // finding: DMA401
@main struct Firmware {
  static func main() {
    text.initialize(repeating: 32, count: 64)
    let sender = Sender(channel: Channel(base: 0x4002_6010))
    var sequence: UInt8 = 0
    while true {
      sender.start()
      badStamp(sequence)
      sender.finish()
      sequence &+= 1
    }
  }
}
