// platform: bcm2837
import Barriers
import _Volatile

// A control block written word by word has its addresses where the engine looks for them.
@section(".dma_nc") nonisolated(unsafe) var block: InlineArray<8, UInt32> = .init(repeating: 0)
@section(".dma_nc") nonisolated(unsafe) var from: InlineArray<64, UInt32> = .init(repeating: 1)
@section(".dma_nc") nonisolated(unsafe) var to: InlineArray<64, UInt32> = .init(repeating: 0)
let cs = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7500)
let conblk = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x3F00_7504)

func bus(_ p: UnsafeRawPointer) -> UInt32 {
  UInt32(truncatingIfNeeded: UInt(bitPattern: p)) | 0xC000_0000
}

func copy(_ words: UnsafeMutablePointer<UInt32>) {
  words[0] = 1 << 8 | 1 << 4
  withUnsafePointer(to: &from) { words[1] = bus($0) }
  withUnsafePointer(to: &to) { target in
    words[2] = UInt32(truncatingIfNeeded: UInt(bitPattern: target))  // finding: DMA504
  }
  words[3] = 256
  words[5] = 0
  barrier_full()
  conblk.store(bus(words))
  cs.store(1)
  while cs.load() & 1 != 0 {}
  barrier_full()
}

@main struct Firmware {
  static func main() {
    withUnsafeMutablePointer(to: &block) {
      copy(UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt32.self))
    }
    while true {}
  }
}
