// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func report(_ v: UInt8) -> Bool {
  buf[0] = 0x7E
  buf[1] = v
  __DSB()
  guard HAL_UART_Receive_DMA(&huart2, buf, 16) == HAL_OK else { return false }  // finding: DMA511
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    if !report(1) { Error_Handler() }
    while true {}
  }
}
