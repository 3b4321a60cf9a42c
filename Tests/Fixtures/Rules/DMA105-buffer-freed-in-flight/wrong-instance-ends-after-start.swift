// platform: generic
import HAL
import CMSIS

// Nothing uses the instance behind the start: its memory goes with it.
final class Frame {
  let bytes: UnsafeMutablePointer<UInt8>
  init(_ count: Int) {
    bytes = .allocate(capacity: count)
    bytes.initialize(repeating: 0, count: count)
  }
  deinit { bytes.deallocate() }
}

func post(_ value: UInt8) -> Bool {
  let frame = Frame(48)
  for i in 0..<48 { frame.bytes[i] = value }
  __DMB()
  return HAL_UART_Transmit_DMA(&huart2, frame.bytes, 48) == HAL_OK  // finding: DMA105
}

@main struct Firmware {
  static func main() {
    while post(7) {
      while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
    }
  }
}
