import HAL
import Synchronization

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 128)
let phase = Atomic<Int>(0)
@_cdecl("HAL_ADC_ConvHalfCpltCallback")
func halfComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  phase.store(1, ordering: .releasing)
}
@_cdecl("HAL_ADC_ConvCpltCallback")
func fullComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  phase.store(2, ordering: .releasing)
}
// The handlers only say which half is complete.
func goodSum(_ part: UnsafeMutablePointer<UInt32>) -> UInt32 {
  var total: UInt32 = 0
  for i in 0..<64 { total &+= part[i] }
  return total
}
@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 128)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 128) == HAL_OK else { return Error_Handler() }
    var level: UInt32 = 0
    while level < 4000 {
      switch phase.exchange(0, ordering: .acquiring) {
      case 1: level = goodSum(samples)
      case 2: level = goodSum(samples + 64)
      default: HAL_Delay(1)
      }
    }
  }
}
