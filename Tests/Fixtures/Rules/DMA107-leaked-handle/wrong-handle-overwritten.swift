// platform: generic
import Pico

struct Job: ~Copyable {
  let channel: UInt32
  consuming func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func begin(_ channel: UInt32) -> Job {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(channel, memory, 16)
  return Job(channel: channel)
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 32)
    var job = begin(1)
    job = begin(2)  // finding: DMA107
    job.join()
    while true {}
  }
}
