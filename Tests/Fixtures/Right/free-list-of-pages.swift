// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) var free: [UnsafeMutablePointer<UInt8>] = [
  .allocate(capacity: 64), .allocate(capacity: 64), .allocate(capacity: 64),
]
nonisolated(unsafe) var inFlight: UnsafeMutablePointer<UInt8>? = nil

/// The page in flight goes back to the list once the channel is idle.
func reclaim() {
  guard let page = inFlight, !dma_channel_is_busy(1) else { return }
  __compiler_memory_barrier()
  free.append(page)
  inFlight = nil
}

func send(_ byte: UInt8) {
  reclaim()
  guard inFlight == nil, let page = free.popLast() else { return }
  page.initialize(repeating: byte, count: 64)
  __compiler_memory_barrier()
  inFlight = page
  dma_channel_transfer_from_buffer_now(1, page, 64)
}

@main struct Firmware {
  static func main() {
    var byte: UInt8 = 0
    while true {
      send(byte)
      byte &+= 1
    }
  }
}
