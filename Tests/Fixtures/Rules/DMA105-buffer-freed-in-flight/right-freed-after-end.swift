import HAL

func goodSend(_ count: Int) {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
  block.initialize(repeating: 0x55, count: count)
  defer { block.deallocate() }
  guard HAL_SPI_Transmit_DMA(&hspi1, block, UInt16(count)) == HAL_OK else {
    return Error_Handler()
  }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}

// The abort returns when the stream has stopped.
func goodDeadline() -> Bool {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  defer { block.deallocate() }
  guard HAL_SPI_Receive_DMA(&hspi2, block, 64) == HAL_OK else { return false }
  let deadline = HAL_GetTick() &+ 10
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {
    if HAL_GetTick() > deadline {
      guard HAL_SPI_Abort(&hspi2) == HAL_OK else { fatalError() }
      return false
    }
  }
  return block[0] == 0xA5
}

// Statements that were deferred run in reverse: the wait comes first.
func goodOrderOfDefers() {
  let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  block.initialize(repeating: 0, count: 16)
  defer { block.deallocate() }
  guard HAL_UART_Transmit_DMA(&huart1, block, 16) == HAL_OK else { return Error_Handler() }
  defer {
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
  HAL_Delay(1)
}
