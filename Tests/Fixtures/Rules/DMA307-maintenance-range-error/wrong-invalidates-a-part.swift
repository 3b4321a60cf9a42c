// platform: stm32h7
import CMSIS
import HAL

nonisolated(unsafe) let samples = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 32)
  .bindMemory(to: UInt32.self, capacity: 128)

// Behind the wait the number of elements is given as the number of bytes.
func receive() -> UInt32? {
  SCB_CleanInvalidateDCache_by_Addr(samples, 512)
  let bytes = UnsafeMutableRawPointer(samples).assumingMemoryBound(to: UInt8.self)
  guard HAL_UART_Receive_DMA(&huart3, bytes, 512) == HAL_OK else { return nil }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  SCB_InvalidateDCache_by_Addr(samples, 128)  // finding: DMA307 "does not reach"
  return samples[0] &+ samples[127]
}

@main struct App {
  static func main() {
    SCB_EnableDCache()
    while receive() != nil {}
  }
}
