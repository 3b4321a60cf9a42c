import HAL

nonisolated(unsafe) var banner: (UInt8, UInt8, UInt8, UInt8) = (0x62, 0x6F, 0x6F, 0x74)
nonisolated(unsafe) let log = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {}

// A global variable is where it is: the view may end before the transfer.
func goodBanner() {
  withUnsafeBytes(of: &banner) { raw in
    let bytes = raw.bindMemory(to: UInt8.self)
    if HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, 4) != HAL_OK { Error_Handler() }
  }
}

// Memory that the program allocated is too, under whatever type it is seen.
func goodLog() {
  log.initialize(repeating: 0x2D)
  log.withMemoryRebound(to: Int8.self) { characters in
    let start = UnsafeRawPointer(characters.baseAddress!).assumingMemoryBound(to: UInt8.self)
    if HAL_UART_Transmit_DMA(&huart2, start, 64) != HAL_OK { Error_Handler() }
  }
}
