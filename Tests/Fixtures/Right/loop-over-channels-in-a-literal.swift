// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let sent = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
nonisolated(unsafe) let received = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

/// Both directions of one exchange; its end waits for both channels.
struct Exchange: ~Copyable {
  let outgoing: UInt32
  let incoming: UInt32

  init(_ outgoing: UInt32, _ incoming: UInt32) {
    (self.outgoing, self.incoming) = (outgoing, incoming)
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(incoming, received, 32)
    dma_channel_transfer_from_buffer_now(outgoing, sent, 32)
  }

  deinit {
    for channel in [outgoing, incoming] { dma_channel_wait_for_finish_blocking(channel) }
  }
}

@main struct Firmware {
  static func main() {
    sent.initialize(repeating: 1, count: 32)
    while true {
      do { _ = Exchange(0, 1) }
      sent[0] = received[0]
    }
  }
}
