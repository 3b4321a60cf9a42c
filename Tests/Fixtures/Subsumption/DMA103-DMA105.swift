// platform: generic
import HAL

func send() {
  let bytes: [UInt8] = [1, 2, 3, 4]
  if HAL_UART_Transmit_DMA(&huart1, bytes, 4) != HAL_OK { Error_Handler() }
}

@main struct Firmware {
  static func main() {
    send()
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
}
