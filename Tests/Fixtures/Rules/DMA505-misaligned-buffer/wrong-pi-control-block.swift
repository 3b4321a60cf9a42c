// platform: bcm2837
import Barriers
import _Volatile

// Control blocks begin at multiples of 32 bytes.
@_alignment(16) @section(".dma_nc")
nonisolated(unsafe) var block: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) =
  (0, 0, 0, 0, 0, 0, 0, 0)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7500)
let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7504)

func run() {
  block.0 = 1
  barrier_full()
  withUnsafePointer(to: &block) {
    address.store(UInt32(truncatingIfNeeded: UInt(bitPattern: $0)) | 0xC000_0000)
  }
  control.store(1)  // finding: DMA505
  while control.load() & 1 != 0 {}
  barrier_full()
}

@main struct App {
  static func main() { run() }
}
