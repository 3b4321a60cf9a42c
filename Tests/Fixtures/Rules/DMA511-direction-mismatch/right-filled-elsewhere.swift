// platform: stm32f4
import CMSIS
import HAL
@_extern(c) func format_report(_ p: UnsafeMutablePointer<UInt8>, _ n: Int)
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func send() -> Bool {
  format_report(buf, 16)
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart2, buf, 16) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return buf[0] == 0x7E
}
@main struct App {
  static func main() {
    if !send() { Error_Handler() }
    while true {}
  }
}
