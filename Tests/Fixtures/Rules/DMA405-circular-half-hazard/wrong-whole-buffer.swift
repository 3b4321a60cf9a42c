import HAL
import Synchronization

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 128)
let level = Atomic<UInt32>(0)
func accumulate(_ half: UnsafeBufferPointer<UInt32>) {
  var sum: UInt32 = 0
  for sample in half { sum &+= sample }
  level.store(sum / 64, ordering: .releasing)
}
@_cdecl("HAL_ADC_ConvHalfCpltCallback")
func halfComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  level.store(0, ordering: .releasing)
}
@_cdecl("HAL_ADC_ConvCpltCallback")
// At the end the first half is being filled again.
func badFullComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  var sum: UInt32 = 0
  for i in 0..<128 { sum &+= samples[i] }  // finding: DMA405
  level.store(sum, ordering: .releasing)
}
@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 128)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 128) == HAL_OK else { return Error_Handler() }
    while level.load(ordering: .acquiring) < 4000 {}
  }
}
