// platform: stm32h7
import CMSIS
import HAL

func send(_ v: UInt8) -> Bool {
  let p = UnsafeMutablePointer<UInt8>(bitPattern: 0x3800_1000 as UInt)!
  for i in 0..<32 { p[i] = v }
  SCB_CleanDCache_by_Addr(p, 32)
  guard HAL_SPI_Transmit_DMA(&hspi6, p, 32) == HAL_OK else { return false }
  while HAL_SPI_GetState(&hspi6) != HAL_SPI_STATE_READY {}
  return true
}
@main struct App {
  static func main() {
    SCB_EnableDCache()
    if !send(1) { Error_Handler() }
    while true {}
  }
}
