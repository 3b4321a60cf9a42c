// platform: generic
import HAL

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    guard
      HAL_DMA_Start(&hdma_memtomem, 0x2000_0000, UInt32(UInt(bitPattern: frame)), 16)
        == HAL_OK
    else { return }
    assert(
      HAL_DMA_PollForTransfer(&hdma_memtomem, HAL_DMA_FULL_TRANSFER, 100) == HAL_OK)
    print(frame[0])  // finding: DMA401
    while true {}
  }
}
