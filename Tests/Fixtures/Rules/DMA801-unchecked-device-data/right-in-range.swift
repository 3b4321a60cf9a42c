import HAL
import Synchronization

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let payload = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let ready = Atomic<Bool>(false)
@_cdecl("HAL_UART_RxCpltCallback")
func complete(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  ready.store(true, ordering: .releasing)
}
func receive() -> Bool {
  ready.store(false, ordering: .relaxed)
  guard HAL_UART_Receive_DMA(&huart1, frame, 64) == HAL_OK else { return false }
  while !ready.load(ordering: .acquiring) {}
  return true
}
// A range is a check.
func goodUse() {
  let n = Int(frame[1])
  guard (1...62).contains(n) else { return }
  payload.update(from: frame + 2, count: n)
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    payload.initialize(repeating: 0, count: 64)
    while receive() { goodUse() }
  }
}
