// platform: generic
// starts: 1
import Pico

final class Job {
  let channel: UInt32
  init(channel: UInt32) { self.channel = channel }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) var job: Job?
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func begin() {
  job?.join()
  memory[0] &+= 1
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, memory, 16)
  job = Job(channel: 3)
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 16)
    while true { begin() }
  }
}
