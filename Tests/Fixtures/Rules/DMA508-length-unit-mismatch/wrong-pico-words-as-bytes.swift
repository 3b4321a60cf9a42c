// platform: rp2350
import Pico
nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
func send(_ ch: UInt32, _ b: UnsafeMutableBufferPointer<UInt32>) {
  var c = dma_channel_get_default_config(ch)
  channel_config_set_transfer_data_size(&c, DMA_SIZE_8)
  for i in 0..<64 { b[i] = UInt32(i) }
  __dmb()
  // finding: DMA508
  dma_channel_configure(ch, &c, uart_fifo(), b.baseAddress!, UInt32(b.count), true)
  dma_channel_wait_for_finish_blocking(ch)
}
@main struct App {
  static func main() {
    let ch = UInt32(dma_claim_unused_channel(true));
    send(ch, UnsafeMutableBufferPointer(start: words, count: 64)); while true {}
  }
}
