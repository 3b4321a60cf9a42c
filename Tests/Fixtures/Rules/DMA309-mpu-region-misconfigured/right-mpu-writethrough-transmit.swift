// why: the engine only reads, and the cache has written through what it reads
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
  r.TypeExtField = 0
  r.AccessPermission = 0x03
  r.DisableExec = 1
  r.IsShareable = 0
  r.IsCacheable = 1
  r.IsBufferable = 0
  HAL_MPU_ConfigRegion(&r)
  HAL_MPU_Enable(0x04)
}

func send(_ v: UInt8) -> Bool {
  let p = UnsafeMutablePointer<UInt8>(bitPattern: 0x3000_0000 as UInt)!
  for i in 0..<64 { p[i] = v }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, p, 64) == HAL_OK else { return false }
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
