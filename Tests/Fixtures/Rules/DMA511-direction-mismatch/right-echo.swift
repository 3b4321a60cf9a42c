// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func echo() -> Bool {
  __DSB()
  guard HAL_UART_Receive_DMA(&huart2, buf, 16) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  __DMB()
  guard HAL_UART_Transmit_DMA(&huart2, buf, 16) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return buf[0] == 0x1B
}
@main struct App {
  static func main() {
    if !echo() { Error_Handler() }
    while true {}
  }
}
