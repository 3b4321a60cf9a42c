// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let page = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128)

@main struct Firmware {
  static func main() {
    let head = page[..<32]
    let rest = page[32...]
    let tail = rest[96...]
    for index in head.indices { page[index] = 1 }
    guard HAL_UART_Transmit_DMA(&huart2, page.baseAddress!, 32) == HAL_OK else { return }
    // A slice has the indices of the whole.
    for index in rest.indices { page[index] = 7 }
    rest[32] = 8
    tail[tail.startIndex] = 9
    page.dropFirst(40)[40] = 10
    UnsafeMutableBufferPointer(rebasing: rest)[0] = 11
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  }
}
