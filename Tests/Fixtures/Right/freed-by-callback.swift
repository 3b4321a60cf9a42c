// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) var current: UnsafeMutablePointer<UInt8>?

@_cdecl("HAL_SPI_TxCpltCallback")
func sent(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  current?.deallocate()
  current = nil
}

func send(_ value: UInt8) {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  memory.initialize(repeating: value, count: 16)
  current = memory
  if HAL_SPI_Transmit_DMA(&hspi1, memory, 16) != HAL_OK {
    memory.deallocate()
    current = nil
  }
}

@main struct Firmware {
  static func main() {
    send(1)
    while true {}
  }
}
