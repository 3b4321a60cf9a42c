import HAL
import Synchronization
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var received = 0

@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  received += Int(size)
  if HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) != HAL_OK { Error_Handler() }
}

// The handler may run between the load and the store.
func badDrain() {
  if received > 0 { received -= 1 }  // finding: DMA404
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 64)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) == HAL_OK else { return Error_Handler() }
    while true { badDrain(); HAL_Delay(10) }
  }
}
