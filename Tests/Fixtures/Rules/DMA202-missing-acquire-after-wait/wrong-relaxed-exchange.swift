import HAL
import Synchronization
let state = Atomic<UInt32>(0)
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@_cdecl("HAL_UART_RxCpltCallback")
func complete(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  state.store(1, ordering: .releasing)
}
// Nor does a relaxed compare-exchange.
func badReceive() -> UInt8 {
  guard HAL_UART_Receive_DMA(&huart1, inbox, 16) == HAL_OK else { return 0 }
  while !state.compareExchange(expected: 1, desired: 0, ordering: .relaxed).exchanged {}
  return inbox[3]  // finding: DMA202
}

@main struct Firmware {
  static func main() {
    while true { if badReceive() == 0 { return } }
  }
}
