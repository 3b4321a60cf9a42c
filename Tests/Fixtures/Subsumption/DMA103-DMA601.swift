// platform: generic
import HAL

@main struct Firmware {
  static func main() {
    var byte: UInt8 = 0
    guard HAL_UART_Receive_DMA(&huart1, &byte, 1) == HAL_OK else { return }
    while true {}
  }
}
