// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func receive() -> UInt8 {
  var config = dma_channel_get_default_config(3)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  channel_config_set_read_increment(&config, false)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(3, &config, block, UnsafeRawPointer(bitPattern: 0x4003_4000), 64, true)
  var busy = true
  while busy {
    busy = dma_channel_is_busy(3)
  }
  __compiler_memory_barrier()
  return block[0]
}

@main struct Firmware {
  static func main() {
    block.initialize(repeating: 0, count: 64)
    while receive() != 0 {}
  }
}
