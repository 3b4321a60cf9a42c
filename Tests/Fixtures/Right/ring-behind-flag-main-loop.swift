// platform: generic
// starts: 1
import HAL
import Synchronization

/// The idle-line event hands over what has come; the stream goes on behind it.
nonisolated(unsafe) let ring = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
let head = Atomic<Int>(0)

@_cdecl("HAL_UARTEx_RxEventCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?, _ size: UInt16) {
  head.store(Int(size), ordering: .releasing)
}

@main struct Firmware {
  static func main() {
    ring.initialize(repeating: 0, count: 128)
    guard HAL_UARTEx_ReceiveToIdle_DMA(&huart1, ring, 128) == HAL_OK else { return Error_Handler() }
    var tail = 0
    var sum: UInt8 = 0
    while sum != 77 {
      let end = head.load(ordering: .acquiring)
      while tail != end {
        sum &+= ring[tail]
        tail = (tail + 1) & 127
      }
    }
    guard HAL_UART_DMAStop(&huart1) == HAL_OK else { return Error_Handler() }
  }
}
