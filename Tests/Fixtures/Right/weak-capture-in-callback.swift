// platform: generic
// starts: 1
import HAL

final class Screen {
  private let pixels = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
  var isDrawing = false

  func draw() {
    for i in 0..<128 { pixels[i] = 0 }
    onDone = { [self] in isDrawing = false }
    isDrawing = true
    if HAL_SPI_Transmit_DMA(&hspi2, pixels, 128) != HAL_OK { isDrawing = false }
  }
}

nonisolated(unsafe) var onDone: () -> Void = {}
nonisolated(unsafe) let screen = Screen()

@_cdecl("HAL_SPI_TxCpltCallback")
func spiDone(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) { onDone() }

@main struct Firmware {
  static func main() {
    screen.draw()
    while true { HAL_Delay(10) }
  }
}
