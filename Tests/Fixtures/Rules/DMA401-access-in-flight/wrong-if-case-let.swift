// platform: generic
import Pico

enum Slot { case free, flying(UInt32) }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
nonisolated(unsafe) var slot = Slot.free

func reuse() {
  if case .flying(let channel) = slot {
    _ = channel
    slot = .free
  }
  memory[0] &+= 1  // finding: DMA401
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 4)
    while true {
      reuse()
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(4, memory, 4)  // finding: DMA402
      slot = .flying(4)
    }
  }
}
