// platform: cortex-m7
import CMSIS
import HAL
struct Pool {
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
@section(".dma_nc") nonisolated(unsafe) var store: InlineArray<4096, UInt8> = .init(repeating: 0)
func memory() -> UnsafeMutableRawPointer { withUnsafeMutableBytes(of: &store) { $0.baseAddress! } }
nonisolated(unsafe) var mainPool = Pool(base: memory(), size: 4096)

func sendAll() -> Bool {
  guard let piece = mainPool.allocate(1024) else { return false }
  var inner = Pool(base: piece, size: 1024)
  guard let raw = inner.allocate(64) else { return false }
  let p = raw.assumingMemoryBound(to: UInt8.self)
  for i in 0..<64 { p[i] = 7 }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, p, 64) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    SCB_EnableDCache()
    if !sendAll() { Error_Handler() }
    while true {}
  }
}
