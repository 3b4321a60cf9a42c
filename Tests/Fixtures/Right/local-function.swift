// platform: generic
// starts: 1
import Pico

func blink(_ memory: UnsafeMutablePointer<UInt8>) {
  func start() {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(7, memory, 3)
  }
  func wait() {
    dma_channel_wait_for_finish_blocking(7)
  }
  memory[0] = 1
  start()
  wait()
  memory[0] = 0
  dma_channel_wait_for_finish_blocking(7)
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 3)
    memory.initialize(repeating: 0, count: 3)
    while true { blink(memory) }
  }
}
