// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func report() -> Bool {
  for i in 0..<16 { buf[i] = 0xAA }
  __DSB()
  guard HAL_UART_Receive_DMA(&huart2, buf, 16) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  __DMB()
  return buf[0] != 0xAA
}
@main struct App {
  static func main() {
    if !report() { Error_Handler() }
    while true {}
  }
}
