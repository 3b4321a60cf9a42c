// platform: generic
// starts: 2
import HAL

nonisolated(unsafe) var received = 0
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

@_cdecl("HAL_SPI_RxCpltCallback")
func complete(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  received += 1
  if HAL_SPI_Receive_DMA(&hspi1, block, 4) != HAL_OK { received = -1 }
}

@main struct Firmware {
  static func main() {
    received = 0
    block.initialize(repeating: 0, count: 4)
    guard HAL_SPI_Receive_DMA(&hspi1, block, 4) == HAL_OK else { return }
    while true { HAL_Delay(10) }
  }
}
