// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

/// Both ends ask whether there is anything to send.
func send(_ count: Int) {
  guard count > 0 else { return }
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(1, page, UInt32(count))
}

func finish(_ count: Int) {
  guard count > 0 else { return }
  dma_channel_wait_for_finish_blocking(1)
}

@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0, count: 64)
    var count = 0
    while true {
      page.update(repeating: 3, count: count)
      send(count)
      finish(count)
      page[0] = 4
      count = (count + 1) & 63
    }
  }
}
