// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

/// The driver refuses while the last line is on its way, and the program asks for that.
@main struct Firmware {
  static func main() {
    line.initialize(repeating: 1, count: 8)
    while true {
      while HAL_UART_Transmit_DMA(&huart1, line, 8) == HAL_BUSY {}
      HAL_Delay(10)
    }
  }
}
