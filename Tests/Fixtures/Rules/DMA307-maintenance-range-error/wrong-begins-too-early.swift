// platform: stm32h7
import CMSIS
import HAL

nonisolated(unsafe) let block = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 32)

// The clean begins at the block, and the transfer behind its header.
func send(_ value: UInt8) -> Bool {
  let payload = (block + 64).assumingMemoryBound(to: UInt8.self)
  for index in 0..<128 { payload[index] = value }
  SCB_CleanDCache_by_Addr(block, 128)  // finding: DMA307 "only 64 of the 128"
  guard HAL_UART_Transmit_DMA(&huart3, payload, 128) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}

@main struct App {
  static func main() {
    while send(1) {}
  }
}
