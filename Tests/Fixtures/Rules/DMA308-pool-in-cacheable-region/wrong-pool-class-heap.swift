// platform: cortex-m7
import CMSIS
import HAL

final class BufferPool {
  private let storage: UnsafeMutableRawBufferPointer
  private var offset = 0
  init(capacity: Int) { storage = .allocate(byteCount: capacity, alignment: 32) }
  func take(_ n: Int) -> UnsafeMutableRawBufferPointer {
    defer { offset += (n + 31) & ~31 }
    return UnsafeMutableRawBufferPointer(rebasing: storage[offset..<offset + n])
  }
}
let buffers = BufferPool(capacity: 2048)  // finding: DMA308
func send(_ v: UInt8) -> Bool {
  let b = buffers.take(64)
  for i in 0..<64 { b[i] = v }
  __DSB()
  guard
    HAL_UART_Transmit_DMA(&huart3, b.baseAddress!.assumingMemoryBound(to: UInt8.self), 64) == HAL_OK
  else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    SCB_EnableDCache()
    if !send(1) { Error_Handler() }
    while true {}
  }
}
