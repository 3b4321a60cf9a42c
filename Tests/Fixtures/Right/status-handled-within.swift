// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
struct Port {
  @discardableResult
  func send(_ count: UInt16) -> Bool {
    let ok = HAL_UART_Transmit_DMA(&huart1, frame, count) == HAL_OK
    if !ok { Error_Handler() }
    return ok
  }
  func drain() { while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {} }
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    let port = Port()
    port.send(16)
    port.drain()
    while true {}
  }
}
