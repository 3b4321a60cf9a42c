// platform: cortex-a53
import Barriers
import _Volatile

@section(".dma_nc") nonisolated(unsafe) var words: (UInt32, UInt32) = (0, 0)
let memory = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B8A0)
let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_B898)

@main struct Firmware {
  static func main() {
    words.0 = 16
    withUnsafePointer(to: &words) { pointer in
      barrier_full()
      memory.store(UInt32(truncatingIfNeeded: UInt(bitPattern: pointer)) | 8)
    }
    while status.load() & 0x4000_0000 != 0 {}
    barrier_load_inner()
    if words.1 == 3 { return }
  }
}
