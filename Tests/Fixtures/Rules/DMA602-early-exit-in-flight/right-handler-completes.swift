import HAL
import Synchronization

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
let isReceived = Atomic<Bool>(false)

@c(HAL_UART_RxCpltCallback)
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isReceived.store(true, ordering: .releasing)
}

// The handler ends the transfer whether somebody waits or not.
func goodBegin(andWait: Bool) -> UInt8? {
  isReceived.store(false, ordering: .relaxed)
  guard HAL_UART_Receive_DMA(&huart1, frame, 32) == HAL_OK else { return nil }
  guard andWait else { return nil }
  while !isReceived.load(ordering: .acquiring) {}
  return frame[0]
}
