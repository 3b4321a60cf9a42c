// platform: generic
// starts: 1
import Pico

func send(_ memory: UnsafeMutablePointer<UInt8>, blocking: Bool = true) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(7, memory, 3)
  if blocking { dma_channel_wait_for_finish_blocking(7) }
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 3)
    memory.initialize(repeating: 0, count: 3)
    for _ in 0..<3 {
      send(memory)
      memory[0] &+= 1
    }
    memory.deallocate()
  }
}
