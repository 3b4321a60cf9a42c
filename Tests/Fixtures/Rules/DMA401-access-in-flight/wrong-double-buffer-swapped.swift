// platform: generic
import Pico

struct Screen {
  var front = UnsafeMutablePointer<UInt16>.allocate(capacity: 320)
  var back = UnsafeMutablePointer<UInt16>.allocate(capacity: 320)

  mutating func present() {
    dma_channel_wait_for_finish_blocking(7)
    swap(&front, &back)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(7, front, 320)
  }

  func badDraw(_ color: UInt16) { front[0] = color }  // finding: DMA401
}

@main struct Firmware {
  static func main() {
    var screen = Screen()
    screen.front.initialize(repeating: 0, count: 320)
    screen.back.initialize(repeating: 0, count: 320)
    while true {
      screen.present()
      screen.badDraw(3)
    }
  }
}
