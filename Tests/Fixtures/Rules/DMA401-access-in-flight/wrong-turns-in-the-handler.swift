// platform: generic
import HAL

nonisolated(unsafe) let pages: [UnsafeMutablePointer<UInt8>] = [
  .allocate(capacity: 64), .allocate(capacity: 64),
]
nonisolated(unsafe) var turn = 0

// The page that was just handed over is filled, not the other one.
@c func HAL_UART_TxCpltCallback(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  turn ^= 1
  guard HAL_UART_Transmit_DMA(&huart1, pages[turn], 64) == HAL_OK else { return Error_Handler() }
  pages[turn].update(repeating: 2, count: 64)  // finding: DMA401 "written"
}

@main struct Firmware {
  static func main() {
    pages[0].update(repeating: 1, count: 64)
    pages[1].update(repeating: 1, count: 64)
    guard HAL_UART_Transmit_DMA(&huart1, pages[0], 64) == HAL_OK else { return }
    while true {}
  }
}
