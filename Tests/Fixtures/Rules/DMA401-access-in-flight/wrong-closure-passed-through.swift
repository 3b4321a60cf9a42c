// platform: generic
import Pico

func during<T>(_ channel: UInt32, _ memory: UnsafeMutablePointer<UInt8>, _ work: () -> T) -> T {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(channel, memory, 10)
  defer { dma_channel_wait_for_finish_blocking(channel) }
  return work()
}

@main struct Firmware {
  static func main() {
    let (one, two) = (
      UnsafeMutablePointer<UInt8>.allocate(capacity: 10),
      UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
    )
    one.initialize(repeating: 0, count: 10)
    two.initialize(repeating: 0, count: 10)
    while true {
      let sum = during(1, one) {
        one[0] &+= 1  // finding: DMA401
        return two[0]
      }
      one[1] = sum
    }
  }
}
