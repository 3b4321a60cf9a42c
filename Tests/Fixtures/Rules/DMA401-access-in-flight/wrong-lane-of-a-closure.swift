// platform: generic
import Pico

// The last lane is not waited for before its page is read.
nonisolated(unsafe) let lanes = UnsafeMutablePointer<UInt8>.allocate(capacity: 24)

@main struct Firmware {
  static func main() {
    lanes.initialize(repeating: 0, count: 24)
    __compiler_memory_barrier()
    [0 as UInt32, 1, 2].forEach { dma_channel_transfer_to_buffer_now($0, lanes + Int($0) * 8, 8) }
    [0 as UInt32, 1].forEach { dma_channel_wait_for_finish_blocking($0) }
    let last = lanes[20]  // finding: DMA401
    dma_channel_wait_for_finish_blocking(2)
    if last == 1 { sleep_ms(1) }
  }
}
