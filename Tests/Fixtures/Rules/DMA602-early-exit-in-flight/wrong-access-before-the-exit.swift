// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// What is read in flight is wrong, and so is leaving: a stop at the exit mends the one only.
func bad(_ isLate: Bool) -> UInt8 {
  dma_channel_transfer_to_buffer_now(2, page, 64)
  if isLate {
    let status = page[0]  // finding: DMA401 "read"
    return status  // finding: DMA602 "leaves"
  }
  dma_channel_wait_for_finish_blocking(2)
  return page[1]
}

@main struct Firmware {
  static func main() { _ = bad(dma_channel_get_irq0_status(7)) }
}
