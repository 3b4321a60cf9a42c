// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) var isDone = false
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

@_cdecl("HAL_SPI_RxCpltCallback")
func received(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) { isDone = true }

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 4)
    while true {
      isDone = false
      guard HAL_SPI_Receive_DMA(&hspi1, block, 4) == HAL_OK else { return Error_Handler() }
      while !isDone { HAL_Delay(1) }
      HAL_Delay(0)
      if block[0] == 7 { return }
    }
  }
}
