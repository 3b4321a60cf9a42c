import Flags
import HAL

nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@c(HAL_UART_TxCpltCallback)
func sent(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) { set_transmission_ended(true) }

// C's volatile reads the flag every time.
func goodSend() {
  set_transmission_ended(false)
  guard HAL_UART_Transmit_DMA(&huart1, bytes, 16) == HAL_OK else { return Error_Handler() }
  while !has_transmission_ended() {}
}

@main struct Firmware {
  static func main() {
    bytes.initialize(repeating: 0x2A, count: 16)
    while true { goodSend() }
  }
}
