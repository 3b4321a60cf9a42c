// platform: stm32f4
import CMSIS
import HAL

let table: InlineArray<64, UInt8> = .init(repeating: 0)

func receive() -> Bool {
  table.span.withUnsafeBufferPointer { bytes in
    let target = UnsafeMutablePointer(mutating: bytes.baseAddress!)
    __DSB()
    let status = HAL_UART_Receive_DMA(&huart3, target, 64)  // finding: DMA503
    guard status == HAL_OK else { return false }
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
    __DMB()
    return target[0] == 1
  }
}

@main struct App {
  static func main() {
    while receive() {}
  }
}
