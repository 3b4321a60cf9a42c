// platform: generic
// starts: 2
import HAL

/// One frame for both directions; each transfer is settled before the next.
final class Bus {
  private let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

  private func settle() -> Bool {
    var limit = 1000
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {
      limit -= 1
      if limit == 0 {
        if HAL_UART_Abort(&huart1) != HAL_OK { Error_Handler() }
        return false
      }
    }
    return true
  }

  func query(_ address: UInt8) -> UInt8? {
    frame.initialize(repeating: address, count: 16)
    guard HAL_UART_Transmit_DMA(&huart1, frame, 16) == HAL_OK, settle() else { return nil }
    guard HAL_UART_Receive_DMA(&huart1, frame, 16) == HAL_OK, settle() else { return nil }
    return frame[0]
  }
}

@main struct Firmware {
  static func main() {
    let bus = Bus()
    while bus.query(1) != 3 {}
  }
}
