// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let staging = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

/// Copies what it is given, so that callers may pass anything.
func write(_ bytes: Span<UInt8>) -> Bool {
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  let count = min(bytes.count, 32)
  for i in 0..<count { staging[i] = bytes[i] }
  return HAL_UART_Transmit_DMA(&huart2, staging, UInt16(count)) == HAL_OK
}

@main struct Firmware {
  static func main() {
    var line: InlineArray<4, UInt8> = [1, 2, 3, 4]
    while true {
      line[0] &+= 1
      if !write(line.span) { return }
      line[1] &+= 1
    }
  }
}
