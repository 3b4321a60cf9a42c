// platform: stm32h7
import CMSIS
import HAL

// TEX 0, C 1, B 0 over all of the AXI SRAM: every write goes to memory at once.
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

func send(_ value: UInt8) -> Bool {
  let bytes = UnsafeMutablePointer<UInt8>(bitPattern: 0x2400_0400 as UInt)!
  for index in 0..<64 { bytes[index] = value }
  __DSB()
  guard HAL_UART_Transmit_DMA(&huart3, bytes, 64) == HAL_OK else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}

@main struct App {
  static func main() {
    configureMPU()
    SCB_EnableDCache()
    while send(1) {}
  }
}
