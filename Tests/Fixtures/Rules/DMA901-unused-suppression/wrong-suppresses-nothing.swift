import HAL

nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

// What was wrong here has been mended, the comment has stayed.
func badMended() {
  bytes.initialize(repeating: 0x2A, count: 8)
  // finding: DMA901 "nothing to suppress here for DMA105"
  // dmalint:ignore DMA105 the block is static
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return Error_Handler() }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// A name that no rule has.
func badName() {
  // finding: DMA901 "names no rule"
  let count = 8  // dmalint:ignore stack-bufer
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, UInt16(count)) == HAL_OK else { return Error_Handler() }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// A word that means nothing.
func badWord() {
  // finding: DMA901 "means nothing"
  guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 8) == HAL_OK else { return }  // dmalint:allow DMA101
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}
