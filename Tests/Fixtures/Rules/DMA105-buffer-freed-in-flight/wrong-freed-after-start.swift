import HAL

// The stream has just begun when the block goes back to the heap.
func badSend(_ count: Int) {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: count)  // label: "allocated here"
  block.initialize(repeating: 0x55, count: count)
  guard HAL_SPI_Transmit_DMA(&hspi1, block, UInt16(count)) == HAL_OK else {
    block.deallocate()
    return Error_Handler()
  }
  block.deallocate()  // finding: DMA105 "'block' is freed"
}

// A deadline that passes does not stop the stream.
func badDeadline() -> Bool {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  defer { block.deallocate() }  // finding: DMA105
  guard HAL_SPI_Receive_DMA(&hspi2, block, 64) == HAL_OK else { return false }
  let deadline = HAL_GetTick() &+ 10
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {
    if HAL_GetTick() > deadline { return false }  // finding: DMA602
  }
  return block[0] == 0xA5
}
