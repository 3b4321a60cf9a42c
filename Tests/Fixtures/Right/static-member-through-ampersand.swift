// platform: generic
// starts: 1
import HAL

enum Board {
  nonisolated(unsafe) static var mailbox: (UInt32, UInt32) = (0, 0)
}

func receive() -> UInt32 {
  guard
    withUnsafeMutableBytes(
      of: &Board.mailbox,
      {
        HAL_UART_Receive_DMA(&huart1, $0.bindMemory(to: UInt8.self).baseAddress, 8)
      }) == HAL_OK
  else { return 0 }
  while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  return Board.mailbox.0
}

@main struct Firmware {
  static func main() { while true { _ = receive() } }
}
