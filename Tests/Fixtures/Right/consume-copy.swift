// platform: generic
// starts: 1
import Pico

struct Job: ~Copyable {
  let channel: UInt32
  deinit { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func begin() -> Job {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(1, memory, 10)
  return Job(channel: 1)
}

func finish(_ job: consuming Job) {}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 1, count: 10)
    let job = begin()
    let moved = consume job
    finish(moved)
    memory[0] = 2
    dma_channel_wait_for_finish_blocking(1)
  }
}
