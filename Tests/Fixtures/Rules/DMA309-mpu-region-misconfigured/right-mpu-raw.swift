// platform: stm32h7
import CMSIS
import HAL

import _Volatile
let mpuCtrl = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_ED94)
let mpuRnr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_ED98)
let mpuRbar = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_ED9C)
let mpuRasr = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0xE000_EDA0)
func configureMPU() {
  mpuCtrl.store(0)
  mpuRnr.store(2)
  mpuRbar.store(0x3000_0000)
  mpuRasr.store(1 << 28 | 3 << 24 | 1 << 19 | 14 << 1 | 1)
  mpuCtrl.store(5)
  __DSB()
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
