// platform: generic
// starts: 2
import HAL
import Synchronization

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
let isReady = Atomic<Bool>(false)
let isFree = Atomic<Bool>(false)

/// The handler goes on only where the main program has said that it is done with the line.
@_cdecl("HAL_UART_RxCpltCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  isReady.store(true, ordering: .releasing)
  guard isFree.load(ordering: .acquiring) else { return }
  isFree.store(false, ordering: .relaxed)
  isReady.store(false, ordering: .relaxed)
  if HAL_UART_Receive_DMA(&huart1, line, 8) != HAL_OK { Error_Handler() }
}

@main struct Firmware {
  static func main() {
    line.initialize(repeating: 0, count: 8)
    guard HAL_UART_Receive_DMA(&huart1, line, 8) == HAL_OK else { return }
    while true {
      while !isReady.load(ordering: .acquiring) {}
      isReady.store(false, ordering: .relaxed)
      if line[0] == 3 { HAL_Delay(1) }
      isFree.store(true, ordering: .releasing)
    }
  }
}
