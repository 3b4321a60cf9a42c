// platform: generic
import Pico
import Synchronization

// One of two jobs is waited for, and the list forgets the other.
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

struct Job {
  let channel: UInt32
  init(_ channel: UInt32) {
    self.channel = channel
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_from_buffer_now(channel, memory, 16)
  }
  func wait() { dma_channel_wait_for_finish_blocking(channel) }
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 32)
    var jobs = [Job(0), Job(1)]
    jobs[0].wait()
    jobs.removeAll()  // finding: DMA107
  }
}
