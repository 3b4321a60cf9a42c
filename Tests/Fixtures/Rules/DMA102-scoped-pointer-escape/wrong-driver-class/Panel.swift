import Pico
import Synchronization

/// Sends pixels to the display. Every call returns at once.
final class Panel {
  private let channel: UInt32
  private let port: UnsafeMutableRawPointer

  init(channel: UInt32, port: UnsafeMutableRawPointer) {
    self.channel = channel
    self.port = port
  }

  func push(_ pixels: UnsafeRawBufferPointer) {
    var config = dma_channel_get_default_config(channel)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_16)
    channel_config_set_dreq(&config, UInt32(DREQ_SPI0_TX))
    atomicMemoryFence(ordering: .releasing)
    // finding: DMA102 "'row'"
    dma_channel_configure(
      channel, &config, port, pixels.baseAddress, UInt32(pixels.count / 2), true)
  }

  func settle() { dma_channel_wait_for_finish_blocking(channel) }
}
