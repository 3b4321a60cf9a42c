import HAL

/// Sends bytes to whatever is selected.
struct Bus {
  func send(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    // finding: DMA301 "frame"
    guard HAL_SPI_Transmit_DMA(&hspi2, bytes, UInt16(count)) == HAL_OK else { return false }
    while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
    return true
  }
}
