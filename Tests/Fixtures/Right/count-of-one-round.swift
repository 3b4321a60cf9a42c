// platform: stm32f4
// starts: 1
import HAL
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var count = 0
@_cdecl("HAL_UART_TxCpltCallback")
func event(_ h: UnsafeMutablePointer<UART_HandleTypeDef>?) { count += 1 }
@main struct Firmware {
  static func main() {
    bytes.initialize(repeating: 0, count: 64)
    while true {
      guard HAL_UART_Transmit_DMA(&huart1, bytes, 64) == HAL_OK else { return }
      while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
      if count > 0 { count -= 1 }
    }
  }
}
