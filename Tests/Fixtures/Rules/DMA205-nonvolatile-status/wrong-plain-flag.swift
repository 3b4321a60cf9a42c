import HAL

nonisolated(unsafe) var isSent = false
nonisolated(unsafe) var errors: UInt32 = 0
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@c(HAL_UART_TxCpltCallback)
func sent(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) { isSent = true }

// The loop has no side effect, and the flag does not change in it: the optimiser removes it.
func badWait() {
  bytes.initialize(repeating: 0x2A, count: 16)
  isSent = false
  guard HAL_UART_Transmit_DMA(&huart1, bytes, 16) == HAL_OK else { return Error_Handler() }
  while !isSent {}  // finding: DMA205 "'isSent'"
}
