// platform: riscv32
import Barriers
import _Volatile

enum Engine {
  static let sink = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6003_F018)
  static let start = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x6003_F000)
}

func goodReceive(_ words: UnsafeMutablePointer<UInt32>) -> UInt32 {
  Engine.sink.store(UInt32(UInt(bitPattern: words)))
  fence_everything()
  Engine.start.store(1)
  while Engine.start.load() & 1 != 0 {}
  fence_after_device()
  return words[0]
}
