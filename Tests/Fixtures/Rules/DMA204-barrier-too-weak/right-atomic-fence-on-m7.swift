// platform: cortex-m7
import Synchronization
import _Volatile

struct Channel {
  let base: UInt
  var control: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base) }
  var count: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 4) }
  var memory: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: base + 12) }
}

@section(".dma_nc") nonisolated(unsafe) var block: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
// Here they are full barriers.
func goodTurn(_ value: UInt64, on channel: Channel) -> UInt64 {
  block.0 = value
  withUnsafeMutablePointer(to: &block) { channel.memory.store(UInt32(UInt(bitPattern: $0))) }
  channel.count.store(8)
  atomicMemoryFence(ordering: .sequentiallyConsistent)
  channel.control.store(0x2041)
  while channel.control.load() & 1 != 0 {}
  atomicMemoryFence(ordering: .acquiringAndReleasing)
  return block.1
}

@main struct Firmware {
  static func main() {
    while true { if goodTurn(1, on: Channel(base: 0x4002_6010)) == 2 { return } }
  }
}
