import HAL
import Synchronization
let done = Atomic<Bool>(false)
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@_cdecl("HAL_UART_RxCpltCallback")
func complete(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  done.store(true, ordering: .releasing)
}
// A relaxed load of the flag orders nothing behind it.
func badReceive() -> UInt8 {
  done.store(false, ordering: .relaxed)
  guard HAL_UART_Receive_DMA(&huart1, inbox, 16) == HAL_OK else { return 0 }
  while !done.load(ordering: .relaxed) {}
  return inbox[3]  // finding: DMA202
}

@main struct Firmware {
  static func main() {
    while true { if badReceive() == 0 { return } }
  }
}
