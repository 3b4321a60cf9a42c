import HAL
import Synchronization
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let head = Atomic<Int>(0)
nonisolated(unsafe) let queue = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
nonisolated(unsafe) var tail = 0

@_cdecl("HAL_UARTEx_RxEventCallback")
func event(_ handle: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  var position = head.load(ordering: .relaxed)
  for i in 0..<min(Int(size), 64) {
    queue[position & 255] = ring[i]
    position &+= 1
  }
  head.store(position, ordering: .releasing)
  if HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) != HAL_OK { Error_Handler() }
}

// The bytes are behind an index that is released and acquired.
func goodNext() -> UInt8? {
  guard tail != head.load(ordering: .acquiring) else { return nil }
  let byte = queue[tail & 255]
  tail &+= 1
  return byte
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 64)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart2, ring, 64) == HAL_OK else { return Error_Handler() }
    while true { _ = goodNext(); HAL_Delay(10) }
  }
}
