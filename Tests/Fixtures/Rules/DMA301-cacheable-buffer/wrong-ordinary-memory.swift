// platform: cortex-m7
import HAL

nonisolated(unsafe) var greeting: (UInt8, UInt8, UInt8, UInt8) = (0x68, 0x65, 0x79, 0x0A)
nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// A global variable lies where the linker puts data, and that is behind the cache.
func badGlobal() {
  withUnsafeBytes(of: &greeting) { raw in
    let bytes = raw.bindMemory(to: UInt8.self)
    // finding: DMA301 "'greeting'"
    guard HAL_UART_Transmit_DMA(&huart1, bytes.baseAddress, 4) == HAL_OK else { return }
    while HAL_UART_GetState(&huart1) != HAL_UART_STATE_READY {}
  }
}

// So does the heap.
func badHeap() -> UInt8 {
  // finding: DMA301 "'samples'"
  guard HAL_SPI_Receive_DMA(&hspi1, samples, 64) == HAL_OK else { return 0 }
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return samples[0]
}

// A section is no memory: this name says nothing about caches.
@section(".ram_fast") nonisolated(unsafe) var table: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)

func badSection() {
  withUnsafeMutablePointer(to: &table.0) { words in
    // finding: DMA301
    guard HAL_ADC_Start_DMA(&hadc1, words, 4) == HAL_OK else { return }
    HAL_Delay(1)
    if HAL_ADC_Stop_DMA(&hadc1) != HAL_OK { Error_Handler() }
  }
}
