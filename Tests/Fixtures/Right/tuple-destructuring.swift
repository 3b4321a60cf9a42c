// platform: generic
// starts: 1
import Pico

func begin() -> (channel: UInt32, memory: UnsafeMutablePointer<UInt8>) {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
  memory.initialize(repeating: 0, count: 4)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(4, memory, 4)
  return (4, memory)
}

@main struct Firmware {
  static func main() {
    while true {
      let (channel, memory) = begin()
      dma_channel_wait_for_finish_blocking(channel)
      memory.deallocate()
    }
  }
}
