// platform: cortex-m7
// starts: 1
// The invalidate drops the first line, and what was written lies in the second.
import CMSIS
import HAL

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func exchange(_ isShort: Bool) -> UInt8 {
  frame[40] = 2
  SCB_CleanDCache_by_Addr(frame + 32, 32)
  frame[41] = 3
  SCB_InvalidateDCache_by_Addr(frame, 32)
  SCB_CleanDCache_by_Addr(frame + 32, 32)
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, frame + 32, 32) == HAL_OK else { return 0 }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return frame[41]
}

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    SCB_CleanDCache_by_Addr(frame, 64)
    while true { _ = exchange(HAL_GetTick() & 1 == 0) }
  }
}
