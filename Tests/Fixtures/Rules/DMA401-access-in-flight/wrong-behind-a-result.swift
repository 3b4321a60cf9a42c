// platform: stm32f4
import HAL
enum DriverError: Error { case busy, hardware }
nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
func send() -> Result<UInt16, DriverError> {
  HAL_SPI_Transmit_DMA(&hspi1, page, 64) == HAL_OK ? .success(64) : .failure(.busy)
}
func run() throws(DriverError) {
  let count = try send().get()
  page[Int(count) - 1] = 1  // finding: DMA401
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
}
@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0, count: 64)
    do throws(DriverError) { try run() } catch { Error_Handler() }
    while true {}
  }
}
