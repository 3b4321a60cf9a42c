// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func receive(_ limit: Int) -> UInt8 {
  dma_channel_transfer_to_buffer_now(2, page, 64)
  var rounds = 0
  while dma_channel_is_busy(2) {
    rounds += 1
    if rounds == limit { break }
  }
  __compiler_memory_barrier()
  return page[0]
}

@main struct Firmware {
  static func main() { while receive(100) != 3 {} }
}
