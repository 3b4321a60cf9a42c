// platform: generic
// starts: 1
import HAL
import _Volatile

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

func exchange() -> UInt32 {
  let address = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0010)
  let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0014)
  let status = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4002_0018)
  words[0] = 17
  address.store(UInt32(UInt(bitPattern: words)))
  HAL_Delay(1)
  control.store(1)
  while status.load() == 0 {}
  HAL_Delay(0)
  return words[1]
}

@main struct Firmware {
  static func main() {
    words.initialize(repeating: 0, count: 4)
    while true { _ = exchange() }
  }
}
