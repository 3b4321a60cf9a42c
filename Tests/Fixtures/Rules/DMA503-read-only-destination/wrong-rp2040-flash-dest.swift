// platform: rp2040
import Pico
func receive(_ ch: UInt32) {
  var c = dma_channel_get_default_config(ch)
  channel_config_set_transfer_data_size(&c, DMA_SIZE_8)
  let p = UnsafeMutableRawPointer(bitPattern: 0x1000_4000 as UInt)!
  __dmb()
  dma_channel_configure(ch, &c, p, adc_fifo(), 256, true)  // finding: DMA503
  dma_channel_wait_for_finish_blocking(ch)
}
@main struct App {
  static func main() { receive(UInt32(dma_claim_unused_channel(true))); while true {} }
}
