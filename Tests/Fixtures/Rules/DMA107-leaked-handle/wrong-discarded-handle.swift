// platform: generic
import Pico

struct Job: ~Copyable {
  let channel: UInt32
  consuming func join() { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func begin() -> Job {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, memory, 16)
  return Job(channel: 3)
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 16)
    _ = begin()  // finding: DMA107
    while true {}
  }
}
