// platform: stm32h7
import CMSIS
import HAL

// Write-through memory has no dirty lines, but stale ones.
func configureMPU() {
  var r = MPU_Region_InitTypeDef()
  HAL_MPU_Disable()
  r.Enable = 1
  r.Number = 0
  r.BaseAddress = 0x2400_0000
  r.Size = 0x12
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

func receive() -> UInt8? {
  let bytes = UnsafeMutablePointer<UInt8>(bitPattern: 0x2400_0400 as UInt)!
  __DSB()
  guard HAL_UART_Receive_DMA(&huart3, bytes, 64) == HAL_OK else { return nil }  // finding: DMA301
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  __DMB()
  return bytes[0]
}

@main struct App {
  static func main() {
    configureMPU()
    SCB_EnableDCache()
    while receive() != nil {}
  }
}
