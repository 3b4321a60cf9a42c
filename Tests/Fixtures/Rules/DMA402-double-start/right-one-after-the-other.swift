import Pico

nonisolated(unsafe) let header = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
nonisolated(unsafe) let body = UnsafeMutablePointer<UInt8>.allocate(capacity: 60)

func goodMessage(to fifo: UnsafeMutableRawPointer) {
  var config = dma_channel_get_default_config(3)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  header.initialize(repeating: 1, count: 4)
  body.initialize(repeating: 2, count: 60)
  __compiler_memory_barrier()
  dma_channel_configure(3, &config, fifo, header, 4, true)
  dma_channel_wait_for_finish_blocking(3)
  dma_channel_configure(3, &config, fifo, body, 60, true)
  dma_channel_wait_for_finish_blocking(3)
}

// Two channels are two engines.
func goodChannels() {
  header.initialize(repeating: 1, count: 4)
  body.initialize(repeating: 0, count: 60)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(4, header, 4)
  dma_channel_transfer_from_buffer_now(5, body, 60)
  dma_channel_wait_for_finish_blocking(4)
  dma_channel_wait_for_finish_blocking(5)
}

// Setting up without a trigger starts nothing.
func goodPrepared(from fifo: UnsafeRawPointer) {
  var config = dma_channel_get_default_config(6)
  channel_config_set_write_increment(&config, true)
  dma_channel_configure(6, &config, header, fifo, 1, false)
  dma_channel_set_write_addr(6, body, false)
  dma_channel_set_trans_count(6, 15, true)
  dma_channel_wait_for_finish_blocking(6)
}

// What was stopped may be started again.
func goodRestart() {
  body.initialize(repeating: 0, count: 60)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(7, body, 60)
  sleep_ms(1)
  dma_channel_abort(7)
  dma_channel_transfer_from_buffer_now(7, body, 60)
  dma_channel_wait_for_finish_blocking(7)
}

// The same condition that starts the first waits for it.
func goodSameCondition(_ useHeader: Bool) {
  header.initialize(repeating: 1, count: 4)
  __compiler_memory_barrier()
  if useHeader { dma_channel_transfer_from_buffer_now(8, header, 4) }
  body.initialize(repeating: 0, count: 60)
  __compiler_memory_barrier()
  if useHeader { dma_channel_wait_for_finish_blocking(8) }
  dma_channel_transfer_from_buffer_now(8, body, 60)
  dma_channel_wait_for_finish_blocking(8)
}
