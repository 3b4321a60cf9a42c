// platform: riscv32
// starts: 1
// target: riscv32-none-none-eabi
import Barriers
import _Volatile

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8)

func run() -> UInt32 {
  let source = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x1000_0100)
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x1000_0104)
  words[0] = 5
  source.store(UInt32(UInt(bitPattern: words)))
  fence_before_device()
  control.store(1)
  while control.load() & 1 != 0 {}
  fence_after_device()
  return words[7]
}

@main struct Firmware {
  static func main() {
    words.initialize(repeating: 0, count: 8)
    while run() != 9 {}
  }
}
