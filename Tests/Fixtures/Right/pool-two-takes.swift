// platform: generic
// starts: 2
import Pico

struct Pool: ~Copyable {
  private var free: [UnsafeMutablePointer<UInt8>] = []
  init(_ count: Int) {
    for _ in 0..<count {
      let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
      block.initialize(repeating: 0, count: 64)
      free.append(block)
    }
  }
  mutating func take() -> UnsafeMutablePointer<UInt8> { free.removeLast() }
  mutating func give(_ block: UnsafeMutablePointer<UInt8>) { free.append(block) }
}

@main struct Firmware {
  static func main() {
    var pool = Pool(2)
    while true {
      let first = pool.take()
      first[0] = 1
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(2, first, 64)
      let second = pool.take()
      second[0] = 2
      dma_channel_wait_for_finish_blocking(2)
      pool.give(first)
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(2, second, 64)
      dma_channel_wait_for_finish_blocking(2)
      pool.give(second)
    }
  }
}
