// platform: generic
// starts: 1
import HAL
import Synchronization

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
let ready = Atomic<Int>(0)

@_cdecl("HAL_ADC_ConvHalfCpltCallback")
func half(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) { ready.store(1, ordering: .releasing) }
@_cdecl("HAL_ADC_ConvCpltCallback")
func full(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) { ready.store(2, ordering: .releasing) }

func average(_ start: Int) -> UInt32 {
  var total: UInt32 = 0
  for i in start..<start + 16 { total &+= samples[i] }
  return total / 16
}

@main struct Firmware {
  static func main() {
    samples.initialize(repeating: 0, count: 32)
    guard HAL_ADC_Start_DMA(&hadc1, samples, 32) == HAL_OK else { return Error_Handler() }
    var last: UInt32 = 0
    while last < 100 {
      switch ready.exchange(0, ordering: .acquiringAndReleasing) {
      case 1: last = average(0)
      case 2: last = average(16)
      default: continue
      }
    }
    guard HAL_ADC_Stop_DMA(&hadc1) == HAL_OK else { return Error_Handler() }
  }
}
