// platform: generic
// starts: 1
import Pico

/// Somebody's running transfer.
struct Ticket {
  fileprivate let channel: UInt32
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let outgoing = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func begin() -> Ticket {
  for i in 0..<16 { outgoing[i] = UInt8(i) }
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(7, outgoing, 16)
  return Ticket(channel: 7)
}

@main struct Firmware {
  static func main() {
    while true {
      let ticket = begin()
      sleep_ms(2)
      ticket.join()
      outgoing[0] = 1
    }
  }
}
