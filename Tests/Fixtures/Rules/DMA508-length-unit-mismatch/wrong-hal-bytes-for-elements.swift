// platform: stm32f4
import CMSIS
import HAL

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 128)
func record() -> Bool {
  __DSB()
  // finding: DMA508
  guard HAL_ADC_Start_DMA(&hadc1, samples, UInt32(128 * MemoryLayout<UInt32>.size)) == HAL_OK else {
    return false
  }
  HAL_Delay(10)
  guard HAL_ADC_Stop_DMA(&hadc1) == HAL_OK else { return false }
  __DMB()
  return samples[0] != 0
}
@main struct App {
  static func main() {
    if !record() { Error_Handler() }
    while true {}
  }
}
