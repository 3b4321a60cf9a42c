// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
func send(_ v: UInt8) -> Bool {
  for i in 0..<64 { buf[i] = v }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart2, buf, 96) == HAL_OK else { return false }  // finding: DMA507
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  __DMB()
  return true
}
@main struct App {
  static func main() {
    if !send(1) { Error_Handler() }
    while true {}
  }
}
