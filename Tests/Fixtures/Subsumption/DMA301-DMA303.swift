// platform: cortex-m7
import HAL

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    guard HAL_UART_Receive_DMA(&huart1, page, 64) == HAL_OK else { return }
    while HAL_UART_GetState(&huart1) != 0x20 {}
    if page[0] == 1 { Error_Handler() }
  }
}
