// platform: cortex-m7
import CMSIS
import HAL
struct DMAPool {
  var base: UnsafeMutableRawPointer? = nil
  var used = 0
  mutating func initialize(_ p: UnsafeMutableRawPointer) { base = p; used = 0 }
  mutating func allocate(_ n: Int) -> UnsafeMutableRawPointer {
    let start = (used + 31) & ~31
    used = start + n
    return base! + start
  }
}
@section(".dma_nc") nonisolated(unsafe) var arena: InlineArray<1024, UInt32> = .init(repeating: 0)
nonisolated(unsafe) var pool = DMAPool()
struct Uart {
  let buffer: UnsafeMutableRawPointer
  init() { buffer = pool.allocate(32) }
  func send(_ v: UInt8) -> Bool {
    let p = buffer.assumingMemoryBound(to: UInt8.self)
    for i in 0..<32 { p[i] = v }
    __DSB()
    guard HAL_UART_Transmit_DMA(&huart3, p, 32) == HAL_OK else { return false }
    while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
    return true
  }
}
func setUp() { withUnsafeMutableBytes(of: &arena) { pool.initialize($0.baseAddress!) } }
@main struct App {
  static func main() {
    SCB_EnableDCache()
    setUp()
    let uart = Uart()
    if !uart.send(1) { Error_Handler() }
    while true {}
  }
}
