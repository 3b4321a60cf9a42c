// platform: generic
import HAL

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

@_cdecl("HAL_UART_RxCpltCallback")
func received(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) { inbox[0] = 0 }

@main struct Firmware {
  static func main() {
    guard HAL_UART_Receive_DMA(&huart1, inbox, 8) == HAL_OK else { return }
    inbox[0] = 3
    while true { HAL_Delay(1) }
  }
}
