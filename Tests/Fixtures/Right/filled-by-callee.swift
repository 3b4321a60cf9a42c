// platform: generic
// starts: 1
import HAL

func fill(_ memory: UnsafeMutableBufferPointer<UInt8>) {
  for i in memory.indices { memory[i] = UInt8(i) }
}

@main struct Firmware {
  static func main() {
    let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8)
    fill(block)
    guard HAL_SPI_Transmit_DMA(&hspi1, block.baseAddress, 8) == HAL_OK else { return }
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
    block.deallocate()
  }
}
