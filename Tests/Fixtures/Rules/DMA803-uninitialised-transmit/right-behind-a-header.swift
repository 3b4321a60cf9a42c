// platform: stm32h7
import CMSIS
import HAL

nonisolated(unsafe) let block = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 32)

// What comes before the bytes that are sent is nobody's business.
func send(_ value: UInt8) -> Bool {
  let payload = (block + 32).assumingMemoryBound(to: UInt8.self)
  for index in 0..<96 { payload[index] = value }
  SCB_CleanDCache_by_Addr(payload, 96)
  guard HAL_UART_Transmit_DMA(&huart3, payload, 96) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}

@main struct App {
  static func main() {
    while send(1) {}
  }
}
