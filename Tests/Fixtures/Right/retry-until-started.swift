// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func send() {
  var status: HAL_StatusTypeDef
  repeat {
    status = HAL_SPI_Transmit_DMA(&hspi1, block, 10)
  } while status == HAL_BUSY
  if status != HAL_OK { return Error_Handler() }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  block[0] &+= 1
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 10)
    while true { send() }
  }
}
