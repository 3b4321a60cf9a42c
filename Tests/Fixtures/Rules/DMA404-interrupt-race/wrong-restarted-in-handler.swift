// platform: generic
import HAL
import Synchronization

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
nonisolated(unsafe) let answer = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
let isReady = Atomic<Bool>(false)

/// The next line goes where the main program still reads this one, and the answer is sent while it is
/// being written.
@_cdecl("HAL_UART_RxCpltCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isReady.store(true, ordering: .releasing)
  if HAL_UART_Receive_DMA(&huart1, line, 8) != HAL_OK { Error_Handler() }
  if HAL_UART_Transmit_DMA(&huart1, answer, 8) != HAL_OK { Error_Handler() }
}

@main struct Firmware {
  static func main() {
    line.initialize(repeating: 0, count: 8)
    answer.initialize(repeating: 0, count: 8)
    guard HAL_UART_Receive_DMA(&huart1, line, 8) == HAL_OK else { return }
    while true {
      while !isReady.load(ordering: .acquiring) {}
      isReady.store(false, ordering: .relaxed)
      answer[0] = 1  // finding: DMA404 "handed it over again"
      if line[0] == 3 { HAL_Delay(1) }  // finding: DMA404 "handed it over again"
    }
  }
}
