// platform: generic
import Pico

struct Pool {
  func give(_ memory: UnsafeMutablePointer<UInt8>) { memory.deallocate() }  // finding: DMA105
}

@main struct Firmware {
  static func main() {
    let pool = Pool()
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    memory.initialize(repeating: 0, count: 16)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, memory, 16)
    pool.give(memory)
    dma_channel_wait_for_finish_blocking(3)
  }
}
