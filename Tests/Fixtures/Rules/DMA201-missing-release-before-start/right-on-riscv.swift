// platform: riscv32
import Barriers
import _Volatile

enum Engine {
  static let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6003_F010)
  static let length = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6003_F014)
  static let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6003_F000)
}

// The fence names the device's writes.
func goodSend(_ words: UnsafeMutablePointer<UInt32>, _ value: UInt32) {
  words[0] = value
  words[1] = value >> 16
  Engine.source.store(UInt32(UInt(bitPattern: words)))
  Engine.length.store(8)
  fence_before_device()
  Engine.start.store(1)
  while Engine.start.load() & 1 != 0 {}
}
