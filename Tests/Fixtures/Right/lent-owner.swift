// platform: rp2040
// starts: 1
import Pico
struct Block: ~Copyable {
  let base: UnsafeMutablePointer<UInt8>
  init(_ n: Int) { base = .allocate(capacity: n); base.initialize(repeating: 0, count: n) }
  deinit { base.deallocate() }
}
func send(_ block: borrowing Block) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(2, block.base, 16)
}
@main struct Firmware {
  static func main() {
    let block = Block(16)
    send(block)
    dma_channel_wait_for_finish_blocking(2)
    while true {}
  }
}
