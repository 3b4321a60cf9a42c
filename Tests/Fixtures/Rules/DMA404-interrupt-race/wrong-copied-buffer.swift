import HAL
import Synchronization
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  copy.update(from: ring, count: 64)
  if HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) != HAL_OK { Error_Handler() }
}

// The handler copies while the program adds up.
func badChecksum() -> UInt8 {
  var sum: UInt8 = 0
  for i in 0..<64 { sum &+= copy[i] }  // finding: DMA404
  return sum
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 64)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) == HAL_OK else { return Error_Handler() }
    while true { _ = badChecksum(); HAL_Delay(10) }
  }
}
