// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func report(_ v: UInt8) -> Bool {
  for i in 0..<16 { buf[i] = v &+ UInt8(i) }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart2, buf, 16) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  var sum: UInt8 = 0
  for i in 0..<16 { sum &+= buf[i] }
  return sum != 0
}
@main struct App {
  static func main() {
    if !report(1) { Error_Handler() }
    while true {}
  }
}
