// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    line.initialize(repeating: 0, count: 64)
    var config = dma_channel_get_default_config(2)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
    channel_config_set_write_increment(&config, true)
    let source = UnsafeRawPointer(bitPattern: 0x4003_4000 as UInt)
    while true {
      __compiler_memory_barrier()
      dma_channel_configure(2, &config, line, source, 32, true)
      for i in 32..<64 { line[i] = 0 }
      dma_channel_wait_for_finish_blocking(2)
    }
  }
}
