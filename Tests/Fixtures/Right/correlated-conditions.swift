// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let image = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
nonisolated(unsafe) let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)

func transfer(_ words: UInt32, useDMA: Bool) -> UInt32 {
  if useDMA {
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(3, copy, words)
  } else {
    for i in 0..<Int(words) { copy[i] = image[i] }
  }
  if useDMA {
    dma_channel_wait_for_finish_blocking(3)
  }
  return copy[0]
}

@main struct Firmware {
  static func main() {
    image.initialize(repeating: 3, count: 256)
    copy.initialize(repeating: 0, count: 256)
    var total: UInt32 = 0
    while true { total &+= transfer(64, useDMA: total & 1 == 0) }
  }
}
