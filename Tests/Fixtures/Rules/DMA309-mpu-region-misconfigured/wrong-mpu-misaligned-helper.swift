// platform: stm32h7
import CMSIS
import HAL

func region(_ n: UInt8, _ base: UInt32, _ size: UInt8) {
  var r = MPU_Region_InitTypeDef(
    Enable: 1, Number: n, BaseAddress: base, Size: size, SubRegionDisable: 0, TypeExtField: 1,
    AccessPermission: 3, DisableExec: 1, IsShareable: 1, IsCacheable: 0, IsBufferable: 0)
  HAL_MPU_ConfigRegion(&r)  // finding: DMA309
}
func configureMPU() {
  HAL_MPU_Disable()
  region(0, 0x3800_0000, 0x0F)
  region(1, 0x3000_4000, 0x0F)  // label: "the set-up is called here"
  HAL_MPU_Enable(4)
}
func send(_ v: UInt8) -> Bool {
  let p = UnsafeMutablePointer<UInt8>(bitPattern: 0x3800_0000 as UInt)!
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
