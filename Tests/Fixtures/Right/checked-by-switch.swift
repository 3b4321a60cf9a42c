// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

func check(_ status: HAL_StatusTypeDef) -> Bool { status == HAL_OK }

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 4)
    while true {
      let status = HAL_SPI_Transmit_DMA(&hspi1, block, 4)
      if check(status) { while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {} }
    }
  }
}
