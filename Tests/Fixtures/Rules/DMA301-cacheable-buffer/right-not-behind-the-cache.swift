// platform: stm32h7
import HAL

@section(".dma_buffer") nonisolated(unsafe) var greeting: (UInt8, UInt8, UInt8, UInt8) =
  (0x68, 0x65, 0x79, 0x0A)

// By its name the section is not cacheable.
func goodSection() {
  withUnsafeBytes(of: &greeting) { raw in
    let bytes = raw.bindMemory(to: UInt8.self)
    guard HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, 4) == HAL_OK else { return }
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
}
