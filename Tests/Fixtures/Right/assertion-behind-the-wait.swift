// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 16)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, frame, 16)
    dma_channel_wait_for_finish_blocking(3)
    assert(!dma_channel_is_busy(3))
    frame[0] = 2
    while true {}
  }
}
