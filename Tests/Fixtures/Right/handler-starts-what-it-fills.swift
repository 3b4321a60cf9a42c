// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@_cdecl("EXTI0_IRQHandler")
func buttonPressed() {
  guard HAL_UART_GetState(&huart1) == HAL_UART_STATE_READY else { return }
  frame[0] &+= 1
  guard HAL_UART_Transmit_DMA(&huart1, frame, 16) == HAL_OK else { return }
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    while true {}
  }
}
