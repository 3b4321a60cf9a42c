// platform: rp2040
import Pico
nonisolated(unsafe) let words = UnsafeMutableRawPointer.allocate(byteCount: 260, alignment: 4)
func send(_ ch: UInt32, _ from: UnsafeRawPointer) {
  var c = dma_channel_get_default_config(ch)
  channel_config_set_transfer_data_size(&c, DMA_SIZE_8)
  channel_config_set_read_increment(&c, true)
  channel_config_set_write_increment(&c, false)
  for i in 0..<260 {
    words.storeBytes(of: UInt8(truncatingIfNeeded: i), toByteOffset: i, as: UInt8.self)
  }
  __dmb()
  dma_channel_configure(ch, &c, pio_fifo(), from, 64, true)
  dma_channel_wait_for_finish_blocking(ch)
  __dmb()
}
@main struct App {
  static func main() {
    let ch = UInt32(dma_claim_unused_channel(true)); send(ch, words + 1); while true {}
  }
}
