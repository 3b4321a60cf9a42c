// platform: generic
import Pico
import Synchronization

// `try?` throws the handle away with the error.
enum Failure: Error { case busy }

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

struct Job {
  let channel: UInt32
  init(_ channel: UInt32) {
    self.channel = channel
    memory.initialize(repeating: 0, count: 32)
    atomicMemoryFence(ordering: .releasing)
    dma_channel_transfer_from_buffer_now(channel, memory, 16)
  }
  func wait() { dma_channel_wait_for_finish_blocking(channel) }
}

func open(_ isBusy: Bool) throws(Failure) -> Job {
  if isBusy { throw .busy }
  return Job(4)
}

@main struct Firmware {
  static func main() {
    _ = try? open(dma_channel_is_busy(5))  // finding: DMA107
    while true { sleep_ms(1) }
  }
}
