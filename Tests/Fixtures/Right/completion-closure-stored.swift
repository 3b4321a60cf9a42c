// platform: generic
// starts: 1
import HAL

nonisolated(unsafe) var completion: (() -> Void)?
nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

@_cdecl("HAL_SPI_TxCpltCallback")
func spiDone(_ spi: UnsafeMutablePointer<SPI_HandleTypeDef>?) {
  let call = completion
  completion = nil
  call?()
}

func write(_ byte: UInt8, then: @escaping () -> Void) -> Bool {
  for i in 0..<16 { block[i] = byte }
  completion = then
  guard HAL_SPI_Transmit_DMA(&hspi1, block, 16) == HAL_OK else { return false }
  return true
}

@main struct Firmware {
  static func main() {
    _ = write(3) { _ = write(4) {} }
    while true {}
  }
}
