// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func send() {
  #if DOUBLE
    dma_channel_set_read_addr(1, memory, true)
  #else
    dma_channel_transfer_from_buffer_now(1, memory, 10)
  #endif
  dma_channel_wait_for_finish_blocking(1)
  memory[0] = 1
  dma_channel_wait_for_finish_blocking(1)
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 10)
    __compiler_memory_barrier()
    while true { send(); __compiler_memory_barrier() }
  }
}
