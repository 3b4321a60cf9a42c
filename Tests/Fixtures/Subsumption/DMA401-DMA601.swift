// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    dma_channel_transfer_to_buffer_now(2, page, 64)
    if page[0] == 3 { return }
  }
}
