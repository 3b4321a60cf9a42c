// platform: generic
// starts: 1
import Pico

struct Job: ~Copyable {
  let channel: UInt32
  deinit { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func look(_ job: borrowing Job) -> Bool { dma_channel_is_busy(job.channel) }

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 1, count: 10)
    for _ in 0..<4 {
      do {
        __compiler_memory_barrier()
        dma_channel_transfer_from_buffer_now(1, memory, 10)
        let job = Job(channel: 1)
        while look(job) {}
        memory[0] = 1
      }
      memory[1] = 2
    }
  }
}
