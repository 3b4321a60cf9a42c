// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let data = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)

func send() {
  data[0] = 1
  #if FAST
    __compiler_memory_barrier()
  #else
    __compiler_memory_barrier()
  #endif
  dma_channel_transfer_from_buffer_now(2, data, 4)
  #if FAST
    while dma_channel_is_busy(2) {}
  #else
    dma_channel_wait_for_finish_blocking(2)
  #endif
}

@main struct Firmware {
  static func main() {
    data.initialize(repeating: 0, count: 4)
    while true { send() }
  }
}
