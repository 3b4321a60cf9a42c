import CMSIS
import HAL

/// Sends bytes to whatever is selected, and cleans them out of the cache first.
struct Bus {
  func send(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
    clean(bytes, count)
    guard HAL_SPI_Transmit_DMA(&hspi2, bytes, UInt16(count)) == HAL_OK else { return false }
    while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
    return true
  }

  /// Receives into memory that nobody else's data shares a line with.
  func receive(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
    SCB_InvalidateDCache_by_Addr(bytes, Int32(count))
    guard HAL_SPI_Receive_DMA(&hspi2, bytes, UInt16(count)) == HAL_OK else { return false }
    while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
    SCB_InvalidateDCache_by_Addr(bytes, Int32(count))
    return true
  }

  private func clean(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
    SCB_CleanDCache_by_Addr(bytes, Int32(count))
  }
}
