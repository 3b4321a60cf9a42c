// platform: cortex-m4
// starts: 1
import HAL
import Synchronization
enum Frame { case data(length: Int), empty }
nonisolated(unsafe) let raw = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let sink = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
func parse() -> Frame {
  let n = Int(raw[0])
  return (1...32).contains(n) ? .data(length: n) : .empty
}
@main struct Firmware {
  static func main() {
    raw.initialize(repeating: 0, count: 64)
    sink.initialize(repeating: 0, count: 32)
    guard HAL_UART_Receive_DMA(&huart1, raw, 64) == HAL_OK else { return }
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
    atomicMemoryFence(ordering: .acquiring)
    if case .data(let length) = parse() {
      sink.update(from: raw + 1, count: length)
    }
    while true {}
  }
}
