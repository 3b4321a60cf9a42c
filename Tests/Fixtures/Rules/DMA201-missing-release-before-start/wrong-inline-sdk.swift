import Pico

nonisolated(unsafe) let pixels = UnsafeMutablePointer<UInt16>.allocate(capacity: 320)

// The SDK's functions are inline: the optimiser sees volatile stores and nothing that reads pixels.
func badDraw(_ colour: UInt16, to port: UnsafeMutableRawPointer) {
  for index in 0..<320 { pixels[index] = colour }
  var config = dma_channel_get_default_config(5)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_16)
  channel_config_set_dreq(&config, UInt32(DREQ_SPI0_TX))
  dma_channel_configure(5, &config, port, pixels, 320, true)  // finding: DMA201
  dma_channel_wait_for_finish_blocking(5)
}

func badRestart(_ colour: UInt16) {
  pixels[0] = colour
  dma_channel_transfer_from_buffer_now(5, pixels, 320)  // finding: DMA201
  dma_channel_wait_for_finish_blocking(5)
}
