// platform: generic
// starts: 1
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

  func draw(_ color: UInt16) { for x in 0..<320 { back[x] = color } }
}

@main struct Firmware {
  static func main() {
    var screen = Screen()
    screen.draw(0)
    while true {
      screen.present()
      screen.draw(3)
    }
  }
}
