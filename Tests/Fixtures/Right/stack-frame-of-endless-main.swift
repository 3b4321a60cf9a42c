// platform: generic
// starts: 1
import HAL

@main struct Firmware {
  static func main() {
    var samples: InlineArray<16, UInt32> = .init(repeating: 0)
    let isStarted = withUnsafeMutablePointer(to: &samples) {
      let words = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt32.self)
      guard HAL_ADC_Start_DMA(&hadc1, words, 16) == HAL_OK else { return false }
      while hadc1.State & 0x200 == 0 { HAL_Delay(1) }
      return HAL_ADC_Stop_DMA(&hadc1) == HAL_OK
    }
    while isStarted {}
  }
}
