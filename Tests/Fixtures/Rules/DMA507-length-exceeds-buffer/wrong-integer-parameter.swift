// platform: rp2040
import Pico
struct Fixed<let size: Int>: ~Copyable {
  let base: UnsafeMutablePointer<UInt8>
  init() { base = .allocate(capacity: size); base.initialize(repeating: 0, count: size) }
  deinit { base.deallocate() }
  func send(on channel: UInt32, count: Int) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, base, UInt32(count))  // finding: DMA507
    dma_channel_wait_for_finish_blocking(channel)
  }
}
@main struct Firmware {
  static func main() {
    let block = Fixed<32>()
    block.send(on: 0, count: 64)
    while true {}
  }
}
