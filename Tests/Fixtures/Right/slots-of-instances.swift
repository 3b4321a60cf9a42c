// platform: generic
// starts: 1
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
    for slot in slots { slot.start() }
    for slot in slots { slot.join() }
    for slot in slots { slot.memory[0] = 7 }
    while true {}
  }
}
