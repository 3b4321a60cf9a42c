import Synchronization
import _Volatile

/// A constant table: `withUnsafeBytes(of:)` copies it to the stack first.
let waveform: (UInt32, UInt32, UInt32, UInt32) = (0, 4095, 0, 2048)

enum Converter {
  static let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6088)
  static let count = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6084)
  static let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_6080)
}

func badPlay() {
  withUnsafeBytes(of: waveform) { bytes in  // label: "copied to the stack"
    Converter.source.store(UInt32(UInt(bitPattern: bytes.baseAddress!)))
    Converter.count.store(4)
    atomicMemoryFence(ordering: .releasing)
    Converter.control.store(0x1)  // finding: DMA102
  }
  while Converter.control.load() & 1 != 0 {}
}
