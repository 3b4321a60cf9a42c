import HAL
import Synchronization

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 128)
let level = Atomic<UInt32>(0)
func accumulate(_ half: UnsafeBufferPointer<UInt32>) {
  var sum: UInt32 = 0
  for sample in half { sum &+= sample }  // finding: DMA405
  level.store(sum / 64, ordering: .releasing)
}
@_cdecl("HAL_ADC_ConvHalfCpltCallback")
// Each handler uses the half that is being filled.
func badHalfComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  accumulate(UnsafeBufferPointer(start: samples + 64, count: 64))
}
@_cdecl("HAL_ADC_ConvCpltCallback")
func fullComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  accumulate(UnsafeBufferPointer(start: samples, count: 64))
}
@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 128)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 128) == HAL_OK else { return Error_Handler() }
    while level.load(ordering: .acquiring) < 4000 {}
  }
}
