import HAL

// At the end of the line.
func goodLine() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  block.initialize(repeating: 0, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return Error_Handler() }
  block.deallocate()  // dmalint:ignore DMA105 the heap is never used again
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// For the declaration that follows, by the rule's name.
// dmalint:ignore buffer-freed-in-flight the heap is never used again
func goodDeclaration() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  block.initialize(repeating: 0, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return Error_Handler() }
  block.deallocate()
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// For the statement that follows, by the family.
func goodStatement() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
  block.initialize(repeating: 0, count: 8)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 8) == HAL_OK else { return Error_Handler() }
  /* dmalint:ignore DMA1 the heap is never used again */
  block.deallocate()
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}
