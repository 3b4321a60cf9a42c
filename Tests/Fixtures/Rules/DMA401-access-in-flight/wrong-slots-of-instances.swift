// platform: generic
import Pico

final class Slot {
  let channel: UInt32
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  init(_ channel: UInt32) { self.channel = channel; memory.initialize(repeating: 0, count: 16) }
  func start() {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, memory, 16)
  }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let slots = [Slot(0), Slot(1)]
@main struct Firmware {
  static func main() {
    slots[0].start()
    slots[1].start()
    slots[0].join()
    slots[0].memory[1] = 3
    slots[1].memory[1] = 3  // finding: DMA401
    slots[1].join()
    while true {}
  }
}
