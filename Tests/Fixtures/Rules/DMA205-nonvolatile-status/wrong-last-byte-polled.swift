import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
// The last byte of the buffer is polled by plain loads.
func badReceive(on channel: Channel) -> UInt8 {
  inbox[63] = 0
  channel.memory.store(UInt32(UInt(bitPattern: inbox)))
  channel.count.store(64)
  atomicMemoryFence(ordering: .releasing)
  channel.control.store(0x2001)
  while inbox[63] != 0x0A {}  // finding: DMA205
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

@main struct Firmware {
  static func main() {
    while true { if badReceive(on: Channel(base: 0x4002_6010)) == 1 { return } }
  }
}
