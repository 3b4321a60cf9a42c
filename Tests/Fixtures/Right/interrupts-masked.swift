// platform: generic
// starts: 1
import CMSIS
import HAL

nonisolated(unsafe) var pending = 0
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

@_cdecl("HAL_SPI_TxCpltCallback")
func sent(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) { pending -= 1 }

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 1, count: 4)
    while true {
      __disable_irq()
      let isFree = pending == 0
      if isFree { pending += 1 }
      __enable_irq()
      if isFree, HAL_SPI_Transmit_DMA(&hspi1, block, 4) != HAL_OK {
        __disable_irq()
        pending -= 1
        __enable_irq()
      }
    }
  }
}
