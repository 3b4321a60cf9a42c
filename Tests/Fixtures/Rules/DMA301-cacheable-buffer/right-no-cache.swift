// platform: stm32f4
import HAL

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// This core has no data cache.
func goodHeap() -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, samples, 64) == HAL_OK else { return 0 }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return samples[0]
}
