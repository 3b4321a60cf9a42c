// platform: stm32h743
import CMSIS
import HAL
func configureMPU() {
  var r = MPU_Region_InitTypeDef()
  HAL_MPU_Disable()
  r.Enable = 1
  r.Number = 0
  r.BaseAddress = 0x3000_0000
  r.Size = UInt8(31 - UInt32(64).leadingZeroBitCount - 1)
  r.TypeExtField = 1
  r.AccessPermission = 3
  r.DisableExec = 1
  r.IsShareable = 1
  r.IsCacheable = 0
  r.IsBufferable = 0
  HAL_MPU_ConfigRegion(&r)
  HAL_MPU_Enable(4)
}
func sendReport(_ v: UInt64) -> Bool {
  let report = UnsafeMutablePointer<UInt64>(bitPattern: 0x3000_0000 as UInt)!
  for index in 0..<8 { report[index] = v }
  __DSB()
  guard
    HAL_UART_Transmit_DMA(
      &huart3, UnsafeMutableRawPointer(report).assumingMemoryBound(to: UInt8.self), 64) == HAL_OK
  else { return false }
  while HAL_UART_GetState(&huart3) != HAL_UART_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    configureMPU()
    SCB_EnableDCache()
    if !sendReport(7) { Error_Handler() }
    while true {}
  }
}
