// platform: stm32h7
import CMSIS
import HAL

@section(".dtcmram") nonisolated(unsafe) var line: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
func send(_ v: UInt32) -> Bool {
  line.0 = v
  return withUnsafeBytes(of: &line) { raw in
    __DSB()
    guard
      // finding: DMA501
      HAL_UART_Transmit_DMA(&huart3, raw.baseAddress!.assumingMemoryBound(to: UInt8.self), 16)
        == HAL_OK
    else { return false }
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
    return true
  }
}
@main struct App {
  static func main() {
    SCB_EnableDCache()
    if !send(1) { Error_Handler() }
    while true {}
  }
}
