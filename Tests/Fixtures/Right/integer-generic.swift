// platform: generic
// starts: 1
import Pico

struct Line<let width: Int>: ~Copyable {
  var pixels: InlineArray<width, UInt16>
  let channel: UInt32

  mutating func draw(_ color: UInt16) {
    pixels[0] = color
    let channel = channel
    withUnsafeMutablePointer(to: &pixels) { pointer in
      dma_channel_set_read_addr(channel, pointer, false)
      __compiler_memory_barrier()
      dma_channel_set_trans_count(channel, UInt32(width), true)
      dma_channel_wait_for_finish_blocking(channel)
    }
  }
}

@main struct Firmware {
  static func main() {
    var line = Line<80>(pixels: .init(repeating: 0), channel: 3)
    for color in 0..<4 as Range<UInt16> { line.draw(color) }
  }
}
