// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

struct Lamp {
  var level: UInt8 = 0 {
    willSet {
      dma_channel_wait_for_finish_blocking(2)
    }
    didSet {
      frame[0] = level
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(2, frame, 8)
    }
  }
}

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 8)
    var lamp = Lamp()
    while true { lamp.level &+= 1 }
  }
}
