// platform: generic
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func settled(_ channel: UInt32) -> Bool {
  while dma_channel_is_busy(channel) {}  // finding: DMA606
  return true
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, frame, 16)
    assert(settled(3), "channel 3 still runs")
    frame[0] = 2  // finding: DMA401
    dma_channel_wait_for_finish_blocking(3)
    while true {}
  }
}
