// platform: generic
import HAL

@main struct Firmware {
  static func main() {
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return }  // finding: DMA803
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    block.deallocate()
  }
}
