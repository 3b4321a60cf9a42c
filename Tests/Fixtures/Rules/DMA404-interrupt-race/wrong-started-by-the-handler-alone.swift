// platform: generic
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@_cdecl("EXTI0_IRQHandler")
func buttonPressed() {
  guard HAL_UART_Transmit_DMA(&huart1, frame, 16) == HAL_OK else { return }
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    var n: UInt8 = 0
    while true {
      frame[0] = n  // finding: DMA404
      n &+= 1
    }
  }
}
