// platform: generic
// starts: 1
import Pico

@main struct Firmware {
  static func main() {
    let memory = unsafe UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    unsafe memory.initialize(repeating: 0, count: 4)
    __compiler_memory_barrier()
    unsafe dma_channel_transfer_from_buffer_now(0, memory, 4)
    dma_channel_wait_for_finish_blocking(0)
    unsafe memory.deallocate()
  }
}
