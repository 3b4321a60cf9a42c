// platform: generic
// starts: 1
import Pico

func transfer(_ memory: UnsafeMutablePointer<UInt8>, prepare: () -> Void, completion: () -> Void) {
  prepare()
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(1, memory, 10)
  dma_channel_wait_for_finish_blocking(1)
  completion()
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
    memory.initialize(repeating: 0, count: 10)
    transfer(memory) {
      memory[0] = 1
    } completion: {
      memory[0] = 0
    }
  }
}
