// platform: cortex-m7
// starts: 1
// The lines are dropped before the program writes into them.
import CMSIS
import HAL

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func exchange(_ isShort: Bool) -> UInt8 {
  SCB_InvalidateDCache_by_Addr(frame, 64)
  __DSB()
  guard HAL_UART_Receive_DMA(&huart3, frame, 64) == HAL_OK else { return 0 }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  __DMB()
  SCB_InvalidateDCache_by_Addr(frame, 64)
  frame[0] = 0
  SCB_CleanInvalidateDCache_by_Addr(frame, 64)
  return frame[4]
}

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    SCB_CleanDCache_by_Addr(frame, 64)
    while true { _ = exchange(HAL_GetTick() & 1 == 0) }
  }
}
