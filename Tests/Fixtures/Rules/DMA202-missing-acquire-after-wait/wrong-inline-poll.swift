import Pico

nonisolated(unsafe) let samples = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)

// The SDK's poll is one volatile load; its blocking wait ends with a barrier, a loop of one's own
// does not.
func badAverage(of fifo: UnsafeRawPointer) -> UInt32 {
  var config = dma_channel_get_default_config(1)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_16)
  channel_config_set_read_increment(&config, false)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(1, &config, samples, fifo, 64, true)
  while dma_channel_is_busy(1) { tight_loop_contents() }
  var sum: UInt32 = 0
  for index in 0..<64 {
    sum &+= UInt32(samples[index])  // finding: DMA202 "'samples'"
  }
  return sum / 64
}
