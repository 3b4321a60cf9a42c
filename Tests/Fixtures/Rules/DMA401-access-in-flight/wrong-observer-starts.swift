// platform: generic
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

struct Lamp {
  var level: UInt8 = 0 {
    willSet {
    }
    didSet {
      frame[0] = level  // finding: DMA401
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(2, frame, 8)  // finding: DMA402
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
