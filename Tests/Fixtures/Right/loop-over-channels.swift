// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 64)
    __compiler_memory_barrier()
    for channel in 0..<4 as Range<UInt32> {
      dma_channel_transfer_from_buffer_now(channel, memory + Int(channel) * 16, 16)
    }
    for channel in 0..<4 as Range<UInt32> { dma_channel_wait_for_finish_blocking(channel) }
    memory.deallocate()
  }
}
