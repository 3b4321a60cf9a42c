// platform: generic
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
struct Port {
  @discardableResult
  func send(_ count: UInt16) -> Bool {
    HAL_UART_Transmit_DMA(&huart1, frame, count) == HAL_OK
  }
  func drain() { while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {} }
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    let port = Port()
    port.send(16)  // finding: DMA603
    port.drain()
    while true {}
  }
}
