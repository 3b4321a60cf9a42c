import HAL

struct Driver {
  func send(_ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
    HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK
  }

  func wait() {
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  }
}
