// platform: generic
// starts: 1
import Pico

@main struct Firmware {
  static func main() {
    var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
    memory.initialize(repeating: 0, count: 10)
    let spare = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
    spare.initialize(repeating: 0, count: 10)
    let send = { [memory] in
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, memory, 10)
    }
    memory = spare
    send()
    memory[0] = 1
    dma_channel_wait_for_finish_blocking(1)
  }
}
