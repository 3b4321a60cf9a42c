// platform: generic
import Pico

func echo() -> UInt8 {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { memory in
    memory.initialize(repeating: 0)
    dma_channel_set_write_addr(1, memory.baseAddress, false)
    __compiler_memory_barrier()
    dma_channel_set_trans_count(1, 16, true)  // finding: DMA102
    return 3
  }
}

@main struct Firmware {
  static func main() { while echo() == 3 {} }
}
