// platform: stm32h7
import CMSIS
import HAL

nonisolated(unsafe) let block = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 32)

// Header and payload are cleaned one after the other and sent together.
func send(_ value: UInt8) -> Bool {
  let bytes = block.assumingMemoryBound(to: UInt8.self)
  for index in 0..<128 { bytes[index] = value }
  SCB_CleanDCache_by_Addr(block, 32)
  SCB_CleanDCache_by_Addr(block + 32, 96)
  guard HAL_UART_Transmit_DMA(&huart3, bytes, 128) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}

@main struct App {
  static func main() {
    while send(1) {}
  }
}
