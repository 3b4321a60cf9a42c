// platform: rp2040
import Pico

let ringSize = 1024
nonisolated(unsafe) let ring = UnsafeMutableRawPointer.allocate(byteCount: ringSize, alignment: 512)

func record(_ channel: UInt32) -> UInt8 {
  var c = dma_channel_get_default_config(channel)
  channel_config_set_transfer_data_size(&c, DMA_SIZE_8)
  channel_config_set_read_increment(&c, false)
  channel_config_set_write_increment(&c, true)
  channel_config_set_ring(&c, true, UInt32(ringSize.trailingZeroBitCount))
  __dmb()
  dma_channel_configure(channel, &c, ring, adc_fifo(), 4096, true)  // finding: DMA506
  dma_channel_wait_for_finish_blocking(channel)
  __dmb()
  return ring.load(as: UInt8.self)
}

@main struct App {
  static func main() {
    while record(UInt32(dma_claim_unused_channel(true))) == 0 {}
  }
}
