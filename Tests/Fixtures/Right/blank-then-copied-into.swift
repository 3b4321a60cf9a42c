// platform: generic
// starts: 1
import Pico

// The first transfer sends zeros; what is read between the rounds is what the program copies in.
@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    let source = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    source.initialize(repeating: 7, count: 4)
    memory.initialize(repeating: 0, count: 4)
    for _ in 0..<3 {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(6, memory, 4)
      dma_channel_wait_for_finish_blocking(6)
      if memory[0] == 0 { memory.update(from: source, count: 4) }
    }
    memory.deallocate()
  }
}
