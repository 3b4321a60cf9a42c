// platform: generic
// starts: 1
import Pico

@main struct Firmware {
  static func main() {
    var blocks: [UnsafeMutablePointer<UInt8>] = []
    for _ in 0..<2 {
      let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
      block.initialize(repeating: 0, count: 64)
      blocks.append(block)
    }
    var current = 0
    while true {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(2, blocks[current], 64)
      let other = blocks[1 - current]
      other[0] &+= 1
      dma_channel_wait_for_finish_blocking(2)
      current = 1 - current
    }
  }
}
