// platform: rp2040
import Pico

// The capacity is a parameter of the type, and is known where the type is used.
struct Block<let N: Int>: ~Copyable {
  let samples = UnsafeMutablePointer<UInt16>.allocate(capacity: N)
  deinit { samples.deallocate() }

  func receive(on channel: UInt32, _ count: UInt32) -> UInt16 {
    var config = dma_channel_get_default_config(channel)
    channel_config_set_write_increment(&config, true)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_16)
    dma_channel_configure(  // finding: DMA507 "34 bytes"
      channel, &config, samples, UnsafeRawPointer(bitPattern: 0x4003_C008), count, true)
    dma_channel_wait_for_finish_blocking(channel)
    return samples[0]
  }
}

func bad() -> UInt16 {
  let block = Block<16>()
  return block.receive(on: 2, 17)
}

func good() -> UInt16 {
  let block = Block<18>()
  return block.receive(on: 3, 17)
}
