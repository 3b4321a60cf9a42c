// platform: bcm2837
import Barriers
import _Volatile
struct ControlBlock {
  var ti: UInt32 = 0
  var source: UInt32 = 0
  var dest: UInt32 = 0
  var length: UInt32 = 0
  var stride: UInt32 = 0
  var next: UInt32 = 0
  var reserved: (UInt32, UInt32) = (0, 0)
}
@section(".dma_nc") nonisolated(unsafe) var cb = ControlBlock()
@section(".dma_nc") nonisolated(unsafe) var samples: InlineArray<128, UInt32> = .init(repeating: 0)
func bus(_ p: UnsafeRawPointer) -> UInt32 {
  UInt32(truncatingIfNeeded: UInt(bitPattern: p)) | 0xC000_0000
}
let cs = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7500)
let conblk = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7504)
func play(_ v: UInt32) {
  for i in 0..<128 { samples[i] = v }
  cb.ti = 1 << 6 | 1 << 8
  withUnsafePointer(to: &samples) { cb.source = bus($0) }
  cb.dest = 0x3F20_3004  // finding: DMA504
  cb.length = 512
  barrier_full()
  withUnsafePointer(to: &cb) { conblk.store(bus($0)) }
  cs.store(1)
  while cs.load() & 1 != 0 {}
  barrier_full()
}
@main struct F { static func main() { play(1); while true {} } }
