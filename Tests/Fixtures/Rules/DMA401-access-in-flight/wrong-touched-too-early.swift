import HAL
import Pico

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

// What is read here is half old, half new.
func badPeek() -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 32) == HAL_OK else { return 0 }  // label: "starts here"
  let kind = inbox[0]  // finding: DMA401 "'inbox' is read"
  while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  return kind
}

// The device may send the old bytes or the new ones.
func badRefill(_ value: UInt8) {
  outbox.initialize(repeating: value, count: 32)
  guard HAL_SPI_Transmit_DMA(&hspi2, outbox, 32) == HAL_OK else { return Error_Handler() }
  outbox.initialize(repeating: ~value, count: 32)  // finding: DMA401 "'outbox' is written"
  while HAL_SPI_GetState(&hspi2) != HAL_SPI_STATE_READY {}
}

// One path that skips the wait is enough.
func badInAHurry(_ hurry: Bool) -> UInt8 {
  guard HAL_SPI_Receive_DMA(&hspi1, inbox, 32) == HAL_OK else { return 0 }
  if !hurry {
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  }
  defer {
    while HAL_SPI_GetState(&hspi1) != HAL_SPI_STATE_READY {}
  }
  return inbox[31]  // finding: DMA401
}

// A sum of what has not arrived yet, by way of a closure.
func badSum(from fifo: UnsafeRawPointer) -> Int {
  var config = dma_channel_get_default_config(0)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  channel_config_set_read_increment(&config, false)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(0, &config, inbox, fifo, 32, true)
  let bytes = UnsafeBufferPointer(start: inbox, count: 32)
  let sum = bytes.reduce(0) { $0 + Int($1) }  // finding: DMA401
  dma_channel_wait_for_finish_blocking(0)
  return sum
}
