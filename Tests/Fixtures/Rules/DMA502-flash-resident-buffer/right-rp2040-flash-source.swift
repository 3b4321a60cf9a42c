// platform: rp2040
import Pico
func send(_ ch: UInt32, _ c0: dma_channel_config_t) {
  var c = c0
  channel_config_set_transfer_data_size(&c, DMA_SIZE_8)
  let p = UnsafeRawPointer(bitPattern: 0x1000_4000 as UInt)!
  __dmb()
  dma_channel_configure(ch, &c, uart_fifo(), p, 256, true)
  dma_channel_wait_for_finish_blocking(ch)
}
@main struct App {
  static func main() {
    let ch = UInt32(dma_claim_unused_channel(true)); send(ch, dma_channel_get_default_config(ch));
    while true {}
  }
}
