// platform: generic
// starts: 1
import Pico

struct Ticket {
  let channel: UInt32
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) var tickets: [Ticket] = []
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func start(_ channel: UInt32) {
  dma_channel_transfer_from_buffer_now(channel, memory + Int(channel) * 16, 16)
  tickets.append(Ticket(channel: channel))
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 7, count: 64)
    __compiler_memory_barrier()
    for channel in 0..<4 as Range<UInt32> { start(channel) }
    for ticket in tickets { ticket.join() }
    tickets.removeAll()
    memory.deinitialize(count: 64)
    memory.deallocate()
  }
}
