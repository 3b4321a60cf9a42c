// platform: stm32h7
import CMSIS
import HAL
func configureMPU() {
  var r = MPU_Region_InitTypeDef()
  HAL_MPU_Disable()
  r.Enable = 1
  r.Number = 0
  r.BaseAddress = 0x3000_0000
  r.Size = 0x0E
  r.SubRegionDisable = 0
  r.TypeExtField = 1
  r.AccessPermission = 0x03
  r.DisableExec = 1
  r.IsShareable = 1
  r.IsCacheable = 0
  r.IsBufferable = 0
  HAL_MPU_ConfigRegion(&r)
  HAL_MPU_Enable(0x04)
}

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

nonisolated(unsafe) var dmaPool = DMAPool(
  base: UnsafeMutableRawPointer(bitPattern: 0x3000_0000 as UInt)!, size: 0x8000)

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
    configureMPU()
    SCB_EnableDCache()
    if !send(1) { Error_Handler() }
    while true {}
  }
}
