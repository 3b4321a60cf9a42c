// platform: generic
import Pico

enum Pool {
  nonisolated(unsafe) static let first = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
  nonisolated(unsafe) static let second = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
  static subscript(index: Int) -> UnsafeMutablePointer<UInt32> { index == 0 ? first : second }
}

func send() {
  for i in 0..<32 { Pool[0][i] = UInt32(i) }
  var config = dma_channel_get_default_config(1)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_32)
  __compiler_memory_barrier()
  dma_channel_configure(
    1, &config, UnsafeMutableRawPointer(bitPattern: 0x5020_0010), Pool[0], 32, true)
  Pool[0][3] = 7  // finding: DMA401
  dma_channel_wait_for_finish_blocking(1)
}

@main struct Firmware {
  static func main() {
    while true { send() }
  }
}
