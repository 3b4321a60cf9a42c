// platform: cortex-m7
import CMSIS
import HAL
struct DMAPool {
  let base: UnsafeMutableRawPointer
  let size: Int
  var used = 0
  init(base: UnsafeMutableRawPointer, size: Int) { self.base = base; self.size = size }
  mutating func allocate(_ n: Int) -> UnsafeMutableRawPointer? {
    let start = (used + 31) & ~31
    guard start + n <= size else { return nil }
    used = start + n
    return base + start
  }
}

@section(".dma_nc") nonisolated(unsafe) var arena: InlineArray<1024, UInt32> = .init(repeating: 0)
nonisolated(unsafe) var dmaPool = DMAPool(
  base: withUnsafeMutableBytes(of: &arena) { $0.baseAddress! }, size: 4096)

func send(_ n: UInt8) -> Bool {
  guard let raw = dmaPool.allocate(32) else {
    return false
  }
  let p = raw.assumingMemoryBound(to: UInt8.self)
  for i in 0..<32 { p[i] = n }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, p, 32) == HAL_OK else { return false }
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
