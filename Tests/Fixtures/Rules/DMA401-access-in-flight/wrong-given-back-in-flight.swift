// platform: generic
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
    let block = pool.take()
    block[0] = 1
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(2, block, 64)
    pool.give(block)
    let next = pool.take()
    next[0] = 2  // finding: DMA401
    dma_channel_wait_for_finish_blocking(2)
    pool.give(next)
    while true {}
  }
}
