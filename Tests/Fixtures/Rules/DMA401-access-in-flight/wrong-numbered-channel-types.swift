// platform: generic
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Channel<let number: Int> {
  func go() { dma_channel_transfer_to_buffer_now(UInt32(number), block, 64) }
  func join() {
    dma_channel_wait_for_finish_blocking(UInt32(number))
    __compiler_memory_barrier()
  }
}

// Only one of the two has been waited for.
@main struct Firmware {
  static func main() {
    let first = Channel<1>()
    let second = Channel<2>()
    var value: UInt8 = 0
    repeat {
      first.go()
      second.go()
      first.join()
      value = block[0]  // finding: DMA401
      second.join()
    } while value != 0
  }
}
