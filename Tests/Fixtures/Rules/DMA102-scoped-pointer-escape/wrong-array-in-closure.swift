import HAL

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {}

// The closure returns as soon as the stream runs, and the array goes with it.
func badReport(_ value: UInt8) {
  let line: [UInt8] = [0x3A, value, 0x0D, 0x0A]
  line.withUnsafeBufferPointer { bytes in  // label: "makes the pointer here"
    // finding: DMA102 "'withUnsafeBufferPointer'"
    if HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, UInt16(bytes.count)) != HAL_OK {
      Error_Handler()
    }
  }
}

// Waiting outside is too late: the pointer is not valid there.
func badWaitOutside(_ value: UInt8) {
  var frame: (UInt8, UInt8, UInt8, UInt8) = (0x55, value, ~value, 0)
  withUnsafeBytes(of: &frame) { raw in
    let bytes = raw.bindMemory(to: UInt8.self)
    // finding: DMA102 "'frame'"
    if HAL_UART_Transmit_DMA(&huart2, bytes.baseAddress, 4) != HAL_OK { Error_Handler() }
  }
  while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
}

// Memory from the stack allocator is given back when the closure ends.
func badTemporary() {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { scratch in
    scratch.initialize(repeating: 0x20)
    // finding: DMA102
    if HAL_UART_Transmit_DMA(&huart3, scratch.baseAddress, 16) != HAL_OK { Error_Handler() }
  }
}
