// platform: stm32f4
import HAL

nonisolated(unsafe) let message = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func wait() { while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {} }

func badComparison() {
  message.initialize(repeating: 1, count: 8)
  _ = HAL_UART_Transmit_DMA(&huart1, message, 8) == HAL_OK  // finding: DMA603 "ignored"
  wait()
}

func badChoice(_ isLong: Bool) {
  message.initialize(repeating: 1, count: 8)
  _ =
    isLong
    ? HAL_UART_Transmit_DMA(&huart1, message, 8)  // finding: DMA603 "ignored"
    : HAL_UART_Transmit_DMA(&huart1, message, 4)  // finding: DMA603 "ignored"
  wait()
}

func badPair() -> Int {
  message.initialize(repeating: 1, count: 8)
  let (_, count) = (HAL_UART_Transmit_DMA(&huart1, message, 8), 8)  // finding: DMA603 "ignored"
  wait()
  return count
}

final class Port {
  private var last = HAL_OK
  private(set) var latest = HAL_OK

  func badProperty() {
    message.initialize(repeating: 1, count: 8)
    last = HAL_UART_Transmit_DMA(&huart1, message, 8)  // finding: DMA603 "ignored"
    wait()
  }

  func good() {
    message.initialize(repeating: 1, count: 8)
    latest = HAL_UART_Transmit_DMA(&huart1, message, 8)
    if latest == HAL_OK { wait() }
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    while true {
      badComparison()
      badChoice(true)
      badChoice(false)
      _ = badPair()
      port.badProperty()
      port.good()
    }
  }
}
