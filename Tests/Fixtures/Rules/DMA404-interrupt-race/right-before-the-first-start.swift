import HAL
import Synchronization
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var received = 0
nonisolated(unsafe) var limit = 0
let overflow = Atomic<Bool>(false)

@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  received += Int(size)
  if received > limit { overflow.store(true, ordering: .releasing) }
  if HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) != HAL_OK { Error_Handler() }
}

@main struct Firmware {
  // Before the first start no handler runs.
  static func main() {
    ring.initialize(repeating: 0, count: 64)
    received = 0
    limit = 4096
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) == HAL_OK else { return Error_Handler() }
    while !overflow.load(ordering: .acquiring) {}
    while true {}
  }
}
