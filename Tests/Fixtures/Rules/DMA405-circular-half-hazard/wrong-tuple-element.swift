// platform: generic
import HAL
import Synchronization

nonisolated(unsafe) var samples: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) =
  (0, 0, 0, 0, 0, 0, 0, 0)
let level = Atomic<UInt32>(0)

@_cdecl("HAL_ADC_ConvHalfCpltCallback")
func halfComplete(_ handle: UnsafeMutablePointer<ADC_HandleTypeDef>?) {
  level.store(samples.0 &+ samples.1 &+ samples.7, ordering: .releasing)  // finding: DMA405
}

@main struct Firmware {
  static func main() {
    let started = withUnsafeMutablePointer(to: &samples) {
      HAL_ADC_Start_DMA(&hadc1, UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt32.self), 8)
    }
    guard started == HAL_OK else { return Error_Handler() }
    while level.load(ordering: .acquiring) < 4000 {}
  }
}
