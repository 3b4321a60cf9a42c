// platform: cortex-m7
// starts: 1
// The second half is cleaned on one path, and always sent.
import CMSIS
import HAL

nonisolated(unsafe) let frame = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 32)
  .assumingMemoryBound(to: UInt8.self)

func exchange(_ isShort: Bool) -> UInt8 {
  frame[0] = 1
  frame[40] = 2
  SCB_CleanDCache_by_Addr(frame, 32)  // finding: DMA307 "does not reach all that was written"
  if !isShort { SCB_CleanDCache_by_Addr(frame + 32, 32) }
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
