// platform: cortex-m7
// starts: 1
// The header is written again behind the invalidate, and the rest of the message is lost all the same.
import CMSIS
import HAL

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func exchange(_ isShort: Bool) -> UInt8 {
  frame[0] = 1
  frame[9] = 2
  SCB_InvalidateDCache_by_Addr(frame, 64)  // finding: DMA306 "throws away what the CPU wrote"
  frame[0] = 3
  SCB_CleanDCache_by_Addr(frame, 64)
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, frame, 64) == HAL_OK else { return 0 }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return 1
}

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    SCB_CleanDCache_by_Addr(frame, 64)
    while true { _ = exchange(HAL_GetTick() & 1 == 0) }
  }
}
