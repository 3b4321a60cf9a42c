import HAL

// The comment names another rule than the one that is broken: both are reported.
func badRule() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  block.initialize(repeating: 0, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return Error_Handler() }
  // finding: DMA105 finding: DMA901 "DMA101"
  block.deallocate()  // dmalint:ignore DMA101 it is on the heap
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// Of two rules one is of use: the comment says too much.
func badHalf() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  block.initialize(repeating: 0, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return Error_Handler() }
  // finding: DMA901 "DMA402"
  block.deallocate()  // dmalint:ignore DMA105, DMA402 the heap is never used again
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}
