// platform: stm32f4
// starts: 1
import HAL

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 80_000)

func send() -> Bool {
  var left = 80_000
  var piece = page
  while left > 0 {
    let count = min(left, 65_535)
    guard HAL_UART_Transmit_DMA(&huart2, piece, UInt16(count)) == HAL_OK else { return false }
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
    piece += count
    left -= count
  }
  return true
}

@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0, count: 80_000)
    while send() {}
  }
}
