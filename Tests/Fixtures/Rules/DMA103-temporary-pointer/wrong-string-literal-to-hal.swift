// platform: generic
import HAL

func hello(_ text: [UInt8]) {
  let status = HAL_UART_Transmit_DMA(&huart1, text, UInt16(text.count))  // finding: DMA103
  if status != HAL_OK { Error_Handler() }
}

@main struct Firmware { static func main() { while true { hello([1, 2, 3]) } } }
