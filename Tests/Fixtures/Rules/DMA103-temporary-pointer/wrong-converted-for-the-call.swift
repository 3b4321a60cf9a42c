import HAL

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {}

@c(HAL_ADC_ConvCpltCallback)
func converted(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) {}

// The elements of the array belong to the stream for the length of the call only.
func badArray(_ value: UInt8) {
  let line: [UInt8] = [0x3A, value, 0x0A]
  let status = HAL_UART_Transmit_DMA(&huart1, line, 3)  // finding: DMA103 "'line'"
  if status != HAL_OK { Error_Handler() }
}

// `&` makes a pointer for one call as well.
func badVariable() -> UInt32 {
  var sample: UInt32 = 0
  // finding: DMA103 "'sample'"
  if HAL_ADC_Start_DMA(&hadc1, &sample, 1) != HAL_OK { Error_Handler() }
  return 0
}

// Nor does waiting afterwards help: the array may be gone since the call.
func badWait() {
  var answer = [UInt8](repeating: 0, count: 8)
  // finding: DMA103 "'answer'"
  if HAL_SPI_Receive_DMA(&hspi1, &answer, 8) != HAL_OK { return Error_Handler() }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}
