// platform: riscv32
import Synchronization
import _Volatile

@section(".dma_nc") nonisolated(unsafe) var words: (UInt32, UInt32) = (0, 0)
let link = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6008_00D0)
let go = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6008_00D4)
let raw = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6008_0030)
// The fences of the standard library have no I/O bits here.
func badExchange(_ value: UInt32) -> UInt32 {
  words.0 = value
  withUnsafeMutablePointer(to: &words) { link.store(UInt32(UInt(bitPattern: $0))) }
  atomicMemoryFence(ordering: .releasing)  // finding: DMA204
  go.store(1)
  while raw.load() & 1 == 0 {}
  atomicMemoryFence(ordering: .acquiring)  // finding: DMA204
  return words.1
}

@main struct Firmware {
  static func main() {
    while true { _ = badExchange(1) }
  }
}
