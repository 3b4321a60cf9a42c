// platform: stm32f4
import CMSIS
import HAL

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
func send(_ b: UnsafeMutableBufferPointer<UInt32>) -> Bool {
  for i in 0..<64 { b[i] = UInt32(i) }
  let p = UnsafeRawPointer(b.baseAddress!).assumingMemoryBound(to: UInt8.self)
  __DSB()
  // finding: DMA508
  guard HAL_UART_Transmit_DMA(&huart2, p, UInt16(b.count)) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    if !send(UnsafeMutableBufferPointer(start: words, count: 64)) { Error_Handler() }
    while true {}
  }
}
