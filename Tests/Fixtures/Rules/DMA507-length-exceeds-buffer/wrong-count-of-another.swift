// platform: stm32f4
import CMSIS
import HAL

nonisolated(unsafe) var header: InlineArray<8, UInt8> = .init(repeating: 0)
nonisolated(unsafe) var body: InlineArray<64, UInt8> = .init(repeating: 0)

// Eight times as many bytes as there are need not be bits.
func send(_ n: Int) -> Bool {
  for i in 0..<n { body[i] = 1 }
  header[0] = UInt8(n)
  return withUnsafeMutableBytes(of: &header) { raw in
    let p = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
    __DMB()
    guard HAL_UART_Transmit_DMA(&huart2, p, UInt16(body.count)) == HAL_OK else {  // finding: DMA507
      return false
    }
    while HAL_UART_GetState(&huart2) != HAL_UART_STATE_READY {}
    return true
  }
}

@main struct App {
  static func main() {
    while send(64) {}
  }
}
