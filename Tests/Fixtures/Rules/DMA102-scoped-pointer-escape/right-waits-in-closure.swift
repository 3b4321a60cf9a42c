import HAL

func isSent() -> Bool { HAL_UART_GetState(&huart1) == HAL_UART_STATE_READY }

// The closure ends when the stream has ended.
func goodReport(_ value: UInt8) {
  let line: [UInt8] = [0x3A, value, 0x0D, 0x0A]
  line.withUnsafeBufferPointer { bytes in
    guard HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, UInt16(bytes.count)) == HAL_OK else {
      return Error_Handler()
    }
    while !isSent() {}
  }
}

// A transfer that did not start needs no wait.
func goodTemporary() -> Bool {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { scratch in
    scratch.initialize(repeating: 0x20)
    let status = HAL_UART_Transmit_DMA(&huart1, scratch.baseAddress, 16)
    if status != HAL_OK { return false }
    while !isSent() {}
    return true
  }
}
