// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
nonisolated(unsafe) var sums: (UInt32, UInt32) = (0, 0)

@_cdecl("HAL_ADC_ConvHalfCpltCallback")
func firstHalf(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  var total: UInt32 = 0
  for i in 0..<32 { total &+= samples[i] }
  sums.0 = total
}

@_cdecl("HAL_ADC_ConvCpltCallback")
func secondHalf(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  var total: UInt32 = 0
  for i in 32..<64 { total &+= samples[i] }
  sums.1 = total
}

@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 64)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 64) == HAL_OK else { return Error_Handler() }
    while true { HAL_Delay(100) }
  }
}
