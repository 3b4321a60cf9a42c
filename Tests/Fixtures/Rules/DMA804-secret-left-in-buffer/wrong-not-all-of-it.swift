// platform: stm32f4
import HAL

func badPart() {
  let token = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  token.initialize(repeating: 7, count: 32)
  if HAL_UART_Transmit_DMA(&huart1, token, 32) == HAL_OK {
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
  token.update(repeating: 0, count: 16)
  token.deallocate()  // finding: DMA804 "still in it"
}

func badSeed() {
  let seed = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  seed.initialize(repeating: 7, count: 32)
  if HAL_UART_Transmit_DMA(&huart2, seed, 32) == HAL_OK {
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
  }
  seed.deallocate()  // finding: DMA804 "still in it"
}

func good() {
  let seed = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  seed.initialize(repeating: 7, count: 32)
  if HAL_UART_Transmit_DMA(&huart3, seed, 32) == HAL_OK {
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  }
  seed.update(repeating: 0, count: 32)
  seed.deallocate()
}
