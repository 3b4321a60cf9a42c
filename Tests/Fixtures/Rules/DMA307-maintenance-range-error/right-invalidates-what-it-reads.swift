// platform: stm32h7
import CMSIS
import HAL

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 32)

// The header first, and the payload when the header says that there is one.
func receive() -> UInt8? {
  SCB_CleanInvalidateDCache_by_Addr(frame, 512)
  let bytes = frame.assumingMemoryBound(to: UInt8.self)
  guard HAL_UART_Receive_DMA(&huart3, bytes, 512) == HAL_OK else { return nil }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  SCB_InvalidateDCache_by_Addr(frame, 32)
  guard bytes[0] != 0 else { return nil }
  SCB_InvalidateDCache_by_Addr(frame + 32, 480)
  return bytes[100]
}

@main struct App {
  static func main() {
    SCB_EnableDCache()
    while receive() != nil {}
  }
}
