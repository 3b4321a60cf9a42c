// platform: stm32f4
// starts: 2
import HAL

nonisolated(unsafe) let packet = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var events: UInt32 = 0

@c func HAL_UART_RxCpltCallback(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  events |= 1
}

@c func HAL_UART_ErrorCallback(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {
  events |= 2
}

@main struct Firmware {
  static func main() {
    guard HAL_UART_Receive_DMA(&huart2, packet, 64) == HAL_OK else { return }
    while true {
      // The bit is the handler's word that the reception is over: nothing is in flight behind it.
      if events & 1 != 0 {
        events &= ~1
        guard HAL_UART_Receive_DMA(&huart2, packet, 64) == HAL_OK else { return }
      }
    }
  }
}
