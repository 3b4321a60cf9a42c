// platform: generic
import HAL

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    let bytes = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt8.self)
    let view = UnsafeMutableBufferPointer(start: words, count: 16)
    words.initialize(repeating: 0, count: 16)
    while true {
      guard HAL_SPI_Transmit_DMA(&hspi1, bytes, 64) == HAL_OK else { return }
      view[3] = 7  // finding: DMA401
      while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    }
  }
}
