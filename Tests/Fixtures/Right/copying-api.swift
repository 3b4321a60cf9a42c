// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let out = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var fill = 0

func put(_ byte: UInt8) { if fill < 64 { out[fill] = byte; fill += 1 } }
func print(_ text: [UInt8]) { for byte in text { put(byte) } }

func flush() {
  guard fill > 0, HAL_UART_Transmit_DMA(&huart1, out, UInt16(fill)) == HAL_OK else { return }
  while HAL_UART_GetState(&huart1) == HAL_UART_STATE_BUSY_TX {}
  fill = 0
}

@main struct Firmware {
  static func main() { while true { print([1, 2, 3]); flush() } }
}
