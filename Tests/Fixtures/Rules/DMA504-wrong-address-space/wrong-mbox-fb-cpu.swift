// platform: bcm2837
import Barriers
import _Volatile
@section(".dma_nc") nonisolated(unsafe) var request: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
let mailboxWrite = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
let mailboxStatus = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)
func ring(_ tag: UInt32) -> UInt32 {
  request.0 = 16
  request.2 = tag
  barrier_full()
  let cpu = withUnsafeMutablePointer(to: &request) {
    UInt32(truncatingIfNeeded: UInt(bitPattern: $0))
  }
  mailboxWrite.store(cpu | 1)  // finding: DMA504
  while mailboxStatus.load() & 0x4000_0000 != 0 {}
  barrier_full()
  return request.1
}
@main struct F { static func main() { while ring(3) == 0 {} } }
