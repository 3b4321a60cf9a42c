import Synchronization
import _Volatile

struct Frame {
  var header: UInt32 = 0x55AA
  var payload: (UInt32, UInt32, UInt32) = (0, 0, 0)
}

@main struct Firmware {
  // The frame of a `main` that never returns is as good as static memory.
  static func main() {
    let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_7508)
    let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4001_7500)
    var frame = Frame()
    withUnsafeBytes(of: &frame) { bytes in
      source.store(UInt32(UInt(bitPattern: bytes.baseAddress!)))
      atomicMemoryFence(ordering: .releasing)
      start.store(1)
      while start.load() != 0 {}
      while true {}
    }
  }
}
