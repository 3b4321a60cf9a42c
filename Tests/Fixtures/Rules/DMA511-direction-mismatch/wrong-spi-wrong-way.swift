// platform: stm32f4
import CMSIS
import HAL
nonisolated(unsafe) let buf = UnsafeMutablePointer<UInt8>.allocate(capacity: 512)
func check() -> Bool {
  buf.initialize(repeating: 0, count: 512)
  __DSB()
  guard HAL_SPI_Transmit_DMA(&hspi1, buf, 512) == HAL_OK else { return false }  // finding: DMA511
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  __DMB()
  return buf[510] == 0x55
}
@main struct App {
  static func main() {
    if !check() { Error_Handler() }
    while true {}
  }
}
