import HAL

/// Text output. Returns before the text is out.
struct Console {
  private let uart: UnsafeMutablePointer<UART_HandleTypeDef>

  init(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>) { self.uart = uart }

  func write(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    let status = HAL_UART_Transmit_DMA(uart, bytes, UInt16(count))  // finding: DMA103 "'digits'"
    return status == HAL_OK
  }
}

@c(HAL_UART_TxCpltCallback)
func transmitted(_ uart: UnsafeMutablePointer<UART_HandleTypeDef>?) {}
