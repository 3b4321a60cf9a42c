// platform: stm32f4
// starts: 1
import HAL

enum Log {
  static func line(_ text: StaticString) -> Bool {
    HAL_UART_Transmit_DMA(&huart2, text.utf8Start, UInt16(text.utf8CodeUnitCount)) == HAL_OK
  }
  static func drain() { while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {} }
}
@main struct Firmware {
  static func main() {
    guard Log.line("boot") else { return Error_Handler() }
    Log.drain()
    while true {}
  }
}
