// platform: generic
import HAL
import Synchronization

nonisolated(unsafe) var queue: [UInt8] = []
nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@_cdecl("HAL_UART_TxCpltCallback")
func transmitted(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  if let next = queue.popLast() {
    line[0] = next
    if HAL_UART_Transmit_DMA(&huart1, line, 1) != HAL_OK { Error_Handler() }
  }
}

@main struct Firmware {
  static func main() {
    line.initialize(repeating: 0, count: 64)
    line[0] = 0x3E
    guard HAL_UART_Transmit_DMA(&huart1, line, 1) == HAL_OK else { return Error_Handler() }
    while true {
      queue.append(0x41)  // finding: DMA404
      HAL_Delay(1)
    }
  }
}
