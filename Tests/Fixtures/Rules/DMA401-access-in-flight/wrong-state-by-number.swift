// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

// The states are numbers; one of them touches the page before anybody has looked at the channel.
struct Machine {
  var state = 0

  mutating func badStep() {
    switch state {
    case 0:
      page.initialize(repeating: 1, count: 64)
      state = 1
    case 1:
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, page, 64)
      state = 2
    case 2:
      page[0] = 0  // finding: DMA401 "written"
      state = 3
    default:
      if !dma_channel_is_busy(1) { state = 0 }
    }
  }
}

@main struct Firmware {
  static func main() {
    var machine = Machine()
    while true { machine.badStep() }
  }
}
