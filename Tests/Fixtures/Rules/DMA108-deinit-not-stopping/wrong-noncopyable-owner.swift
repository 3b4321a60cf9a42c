// platform: generic
import Pico

struct Reception: ~Copyable {
  private let memory: UnsafeMutablePointer<UInt8>
  private let channel: UInt32

  init(channel: UInt32, count: Int) {
    memory = .allocate(capacity: count)
    self.channel = channel
    memory.initialize(repeating: 0, count: count)
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(channel, memory, UInt32(count))
  }

  consuming func finish() -> UInt8 {
    dma_channel_wait_for_finish_blocking(channel)
    return memory[0]
  }

  deinit {  // finding: DMA108
    memory.deallocate()
  }
}

@main struct Firmware {
  static func main() {
    var total: UInt8 = 0
    while true {
      let reception = Reception(channel: 3, count: 8)
      if total < 100 { total &+= reception.finish() }
    }
  }
}
