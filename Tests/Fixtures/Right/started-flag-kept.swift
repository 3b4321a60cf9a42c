// platform: generic
// starts: 1
import HAL

final class Sensor {
  private let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 6)
  private var isReading = false

  func poll() -> UInt8? {
    if !isReading {
      isReading = HAL_I2C_Mem_Read_DMA(&hi2c1, 0x1D << 1, 0x32, 1, memory, 6) == HAL_OK
      return nil
    }
    guard hi2c1.State == 0x20 else { return nil }
    isReading = false
    HAL_Delay(0)
    return memory[0]
  }
}

@main struct Firmware {
  static func main() {
    let sensor = Sensor()
    while sensor.poll() != 3 {}
  }
}
