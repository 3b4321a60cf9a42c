// platform: generic
import Pico

nonisolated(unsafe) let header = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
nonisolated(unsafe) let body = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func send(to fifo: UInt) {
  var first = dma_channel_get_default_config(1)
  channel_config_set_transfer_data_size(&first, DMA_SIZE_8)
  channel_config_set_chain_to(&first, 2)
  var second = dma_channel_get_default_config(2)
  channel_config_set_transfer_data_size(&second, DMA_SIZE_8)
  __compiler_memory_barrier()
  dma_channel_configure(2, &second, UnsafeMutableRawPointer(bitPattern: fifo), body, 64, false)
  dma_channel_configure(1, &first, UnsafeMutableRawPointer(bitPattern: fifo), header, 8, true)
  dma_channel_wait_for_finish_blocking(1)
  header[0] &+= 1
  body[0] &+= 1  // finding: DMA401
  dma_channel_wait_for_finish_blocking(2)
}

@main struct Firmware {
  static func main() {
    header.initialize(repeating: 0, count: 8)
    body.initialize(repeating: 0, count: 64)
    while true { send(to: 0x4003_4000) }
  }
}
