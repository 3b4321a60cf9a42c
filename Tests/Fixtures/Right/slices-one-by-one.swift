// platform: stm32f4
// starts: 1
import HAL
nonisolated(unsafe) let image = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 100_000)
func send(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let part = rest.prefix(65_535)
    let base = UnsafeBufferPointer(rebasing: part)
    guard HAL_SPI_Transmit_DMA(&hspi1, base.baseAddress, UInt16(base.count)) == HAL_OK else {
      return false
    }
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    rest = rest.dropFirst(part.count)
  }
  return true
}
@main struct Firmware {
  static func main() {
    image.initialize(repeating: 0)
    if !send(image) { Error_Handler() }
    while true {}
  }
}
