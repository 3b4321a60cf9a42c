// why: memory that is written through is cached all the same: what arrives is hidden by stale lines
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
  HAL_MPU_ConfigRegion(&r)  // finding: DMA309
  HAL_MPU_Enable(0x04)
}

func receive() -> Bool {
  let p = UnsafeMutablePointer<UInt8>(bitPattern: 0x3000_0000 as UInt)!
  guard HAL_UART_Receive_DMA(&huart3, p, 64) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  __DMB()
  return p[0] == 1
}
@main struct App {
  static func main() {
    configureMPU()
    SCB_EnableDCache()
    if !receive() { Error_Handler() }
    while true {}
  }
}
