// platform: generic
import HAL
nonisolated(unsafe) let rx = UnsafeMutablePointer<Int32>.allocate(capacity: 64)
nonisolated(unsafe) let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
func receive() -> UInt32 {
  guard
    HAL_UART_Receive_DMA(
      &huart1, UnsafeMutableRawPointer(rx).assumingMemoryBound(to: UInt8.self), 256) == HAL_OK
  else { return 0 }
  while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  let index = Int(rx[0])
  guard index < 16 else { return 0 }
  return table[index]  // finding: DMA801
}
@main struct App {
  static func main() {
    rx.initialize(repeating: 0, count: 64)
    table.initialize(repeating: 0, count: 16)
    while receive() != 0 {}
  }
}
