// platform: generic
// starts: 1
import CMSIS
import HAL

struct Slot {
  var header: UInt32
  var data: InlineArray<12, UInt8>
}
nonisolated(unsafe) let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 4)

// The slot that is written while another one is sent is the next in the ring.
func send(_ index: Int, _ value: UInt8) -> Bool {
  slots[index] = Slot(header: UInt32(value), data: .init(repeating: value))
  let other = (index + 1) & 3
  __DMB()
  let bytes = UnsafeMutableRawPointer(slots + index).assumingMemoryBound(to: UInt8.self)
  guard HAL_UART_Transmit_DMA(&huart2, bytes, 16) == HAL_OK else { return false }
  slots[other].header = 0
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  return true
}

@main struct Firmware {
  static func main() {
    var count = 0
    while send(count & 3, UInt8(truncatingIfNeeded: count)) { count += 1 }
  }
}
