// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let blocks = UnsafeMutablePointer<UInt32>.allocate(capacity: 3)
nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 12)

@main struct Firmware {
  static func main() {
    text.initialize(repeating: 65, count: 12)
    for i in 0..<3 { blocks[i] = UInt32(UInt(bitPattern: text + i * 4)) }
    var config = dma_channel_get_default_config(1)
    channel_config_set_chain_to(&config, 0)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_32)
    __compiler_memory_barrier()
    dma_channel_configure(
      1, &config, UnsafeMutableRawPointer(bitPattern: 0x5000_003C as UInt), blocks, 3, true)
    dma_channel_wait_for_finish_blocking(1)
    while true {}
  }
}
