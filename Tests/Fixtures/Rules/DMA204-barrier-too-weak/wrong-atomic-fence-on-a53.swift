// platform: bcm2837
import Synchronization
import _Volatile

@section(".dma_nc") nonisolated(unsafe) var request: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
let mailboxWrite = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
let mailboxStatus = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
// The fences of the standard library are inner shareable here.
func badRing(_ tag: UInt32) -> UInt32 {
  request.0 = 16
  request.2 = tag
  let bus = withUnsafeMutablePointer(to: &request) {
    UInt32(truncatingIfNeeded: UInt(bitPattern: $0)) & ~0xF | 0xC000_0000
  }
  atomicMemoryFence(ordering: .releasing)  // finding: DMA204
  mailboxWrite.store(bus | 8)
  while mailboxStatus.load() & 0x4000_0000 != 0 {}
  atomicMemoryFence(ordering: .acquiring)  // finding: DMA204
  return request.1
}

@main struct Firmware {
  static func main() {
    while true { _ = badRing(1) }
  }
}
