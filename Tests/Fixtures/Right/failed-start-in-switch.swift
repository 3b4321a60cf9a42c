// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 20)

func send() {
  for i in 0..<20 { block[i] = 0x20 }
  switch HAL_SPI_Transmit_DMA(&hspi1, block, 20) {
  case HAL_OK:
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    block[0] = 1
  case HAL_BUSY: block[0] = 2
  default: Error_Handler()
  }
}

@main struct Firmware {
  static func main() { while true { send() } }
}
