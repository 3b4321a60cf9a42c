// platform: cortex-m7
import CMSIS
import HAL

struct DMAPool {
  let base: UnsafeMutableRawPointer
  let size: Int
  var used = 0

  init(base: UnsafeMutableRawPointer, size: Int) {
    self.base = base
    self.size = size
  }

  mutating func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    guard used + count <= size else { return nil }
    defer { used += (count + 31) & ~31 }
    return base + used
  }
}

@section(".dma_nc") nonisolated(unsafe) var store: InlineArray<4096, UInt8> = .init(repeating: 0)
func memory() -> UnsafeMutableRawPointer { withUnsafeMutableBytes(of: &store) { $0.baseAddress! } }
nonisolated(unsafe) var first = DMAPool(base: memory(), size: 4096)
nonisolated(unsafe) var second = DMAPool(base: memory() + 2048, size: 2048)  // finding: DMA308

func send(_ value: UInt8) -> Bool {
  guard let a = first.allocate(32), let b = second.allocate(32) else { return false }
  for raw in [a, b] {
    let bytes = raw.assumingMemoryBound(to: UInt8.self)
    for index in 0..<32 { bytes[index] = value }
    __DSB()
    guard HAL_UART_Transmit_DMA(&huart3, bytes, 32) == HAL_OK else { return false }
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  }
  return true
}

@main struct App {
  static func main() {
    SCB_EnableDCache()
    while send(1) {}
  }
}
