// platform: rp2040
import Pico

nonisolated(unsafe) let arena = UnsafeMutableRawPointer.allocate(byteCount: 2048, alignment: 8)

// Half of what the ring needs.
func aligned(_ size: UInt) -> UnsafeMutableRawPointer {
  let address = (UInt(bitPattern: arena) + size - 1) & ~(size / 2 - 1)
  return UnsafeMutableRawPointer(bitPattern: address)!
}

func record(_ channel: UInt32) -> UInt16 {
  let ring = aligned(1024)
  var c = dma_channel_get_default_config(channel)
  channel_config_set_transfer_data_size(&c, DMA_SIZE_16)
  channel_config_set_read_increment(&c, false)
  channel_config_set_write_increment(&c, true)
  channel_config_set_ring(&c, true, 10)
  __dmb()
  dma_channel_configure(channel, &c, ring, adc_fifo(), 4096, true)  // finding: DMA506
  dma_channel_wait_for_finish_blocking(channel)
  __dmb()
  return ring.load(as: UInt16.self)
}

@main struct App {
  static func main() {
    while record(UInt32(dma_claim_unused_channel(true))) != 0 {}
  }
}
