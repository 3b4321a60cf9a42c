import HAL
import Synchronization

import Barriers
nonisolated(unsafe) var done = false
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@_cdecl("HAL_UART_RxCpltCallback")
func complete(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?) { done = true }
// The call in the loop makes the compiler load the flag again.
func goodReceive() -> UInt8? {
  done = false
  guard HAL_UART_Receive_DMA(&huart1, inbox, 16) == HAL_OK else { return nil }
  while !done { HAL_Delay(1) }
  compiler_barrier()
  return inbox[0]
}

@main struct Firmware {
  static func main() {
    while true { if goodReceive() == nil { return } }
  }
}
