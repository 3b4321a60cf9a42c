// platform: generic
import Pico

nonisolated(unsafe) let buffers = [
  UnsafeMutablePointer<UInt8>.allocate(capacity: 10),
  UnsafeMutablePointer<UInt8>.allocate(capacity: 10),
]

@main struct Firmware {
  static func main() {
    for buffer in buffers { buffer.initialize(repeating: 0, count: 10) }
    var index = 0
    while true {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, buffers[index], 10)
      buffers[index][0] &+= 1  // finding: DMA401
      dma_channel_wait_for_finish_blocking(1)
      index = 1 - index
    }
  }
}
