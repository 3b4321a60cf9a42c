import Pico

nonisolated(unsafe) let header = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
nonisolated(unsafe) let body = UnsafeMutablePointer<UInt8>.allocate(capacity: 60)

// Nobody has waited for the header when the body follows.
func badMessage(to fifo: UnsafeMutableRawPointer) {
  var config = dma_channel_get_default_config(3)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  header.initialize(repeating: 1, count: 4)
  body.initialize(repeating: 2, count: 60)
  __compiler_memory_barrier()
  dma_channel_configure(3, &config, fifo, header, 4, true)  // label: "was started here"
  dma_channel_configure(3, &config, fifo, body, 60, true)  // finding: DMA402 "'header'"
  dma_channel_wait_for_finish_blocking(3)
}

// The second round of the loop meets the first.
func badRounds() {
  body.initialize(repeating: 0, count: 60)
  __compiler_memory_barrier()
  for _ in 0..<4 {
    dma_channel_transfer_from_buffer_now(4, body, 60)  // finding: DMA402
  }
  dma_channel_wait_for_finish_blocking(4)
}

// A wait on one of two paths leaves the other.
func badSometimes(_ first: Bool) {
  body.initialize(repeating: 0, count: 60)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(5, body, 30)
  if first { dma_channel_wait_for_finish_blocking(5) }
  dma_channel_transfer_from_buffer_now(5, body + 30, 30)  // finding: DMA402
  dma_channel_wait_for_finish_blocking(5)
}
