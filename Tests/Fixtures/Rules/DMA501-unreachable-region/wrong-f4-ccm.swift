// platform: stm32f4
import CMSIS
import HAL

struct Port {
  let memory: UnsafeMutablePointer<UInt8>
  func push(_ v: UInt8) -> Bool {
    memory[0] = v
    __DSB()
    // finding: DMA501
    guard HAL_UART_Transmit_DMA(&huart2, memory, 1) == HAL_OK else { return false }
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
    __DMB()
    return true
  }
}
let port = Port(memory: UnsafeMutablePointer(bitPattern: 0x1000_0100 as UInt)!)
@main struct App {
  static func main() {
    if !port.push(1) { Error_Handler() }
    while true {}
  }
}
