// platform: generic
import HAL

nonisolated(unsafe) let page = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128)

@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0)
    let rest = page[16...]
    guard HAL_UART_Transmit_DMA(&huart2, page.baseAddress!, 32) == HAL_OK else { return }
    // The whole's thirty-first byte: a slice does not begin at zero.
    rest[31] = 7  // finding: DMA401
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  }
}
