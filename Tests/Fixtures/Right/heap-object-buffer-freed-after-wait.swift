// platform: generic
// starts: 1
import HAL

func dump(_ count: Int) -> Bool {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 4)
  defer { memory.deallocate() }
  memory.initializeMemory(as: UInt8.self, repeating: 0xAA)
  guard
    HAL_UART_Transmit_DMA(&huart1, memory.bindMemory(to: UInt8.self).baseAddress, UInt16(count))
      == HAL_OK
  else { return false }
  while HAL_UART_GetState(&huart1) == HAL_UART_STATE_BUSY_TX {}
  return true
}

@main struct Firmware {
  static func main() { while dump(40) {} }
}
