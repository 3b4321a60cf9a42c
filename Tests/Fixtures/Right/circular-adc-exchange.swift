// platform: generic
// starts: 1
import HAL
import Synchronization

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
let ready = Atomic<UInt8>(0)

@c func HAL_ADC_ConvHalfCpltCallback(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  ready.store(1, ordering: .releasing)
}
@c func HAL_ADC_ConvCpltCallback(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  ready.store(2, ordering: .releasing)
}

func sum(_ start: Int) -> UInt32 {
  var total: UInt32 = 0
  for i in start..<start + 32 { total &+= samples[i] }
  return total
}

@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 64)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 64) == HAL_OK else { return Error_Handler() }
    var last: UInt32 = 0
    while last < 4000 {
      switch ready.exchange(0, ordering: .acquiringAndReleasing) {
      case 1: last = sum(0)
      case 2: last = sum(32)
      default: break
      }
    }
    guard HAL_ADC_Stop_DMA(&hadc1) == HAL_OK else { return Error_Handler() }
  }
}
