import HAL

nonisolated(unsafe) var reading: UInt32 = 0
nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

@c(HAL_ADC_ConvCpltCallback)
func converted(_ adc: UnsafeMutablePointer<ADC_HandleTypeDef>?) {}

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {}

// `&` of a stored global gives the address that it always has.
func goodGlobal() {
  if HAL_ADC_Start_DMA(&hadc1, &reading, 1) != HAL_OK { Error_Handler() }
}

// A pointer that the program allocated is no conversion.
func goodAllocation() {
  line.initialize(repeating: 0x2E, count: 32)
  if HAL_UART_Transmit_DMA(&huart1, line, 32) != HAL_OK { Error_Handler() }
}

// A call that blocks is done with the array.
func goodBlocking(_ value: UInt8) {
  let text: [UInt8] = [0x3A, value, 0x0A]
  if HAL_UART_Transmit(&huart2, text, 3, HAL_MAX_DELAY) != HAL_OK { Error_Handler() }
}
