// platform: rp2040
import Pico
import Synchronization
nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let done = Atomic<Bool>(false)
@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0, count: 64)
    irq_set_exclusive_handler(11) {
      dma_channel_acknowledge_irq0(3)
      done.store(true, ordering: .releasing)
    }
    dma_channel_set_irq0_enabled(3, true)
    irq_set_enabled(11, true)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, page, 64)
    page[0] = 1  // finding: DMA401
    while !done.load(ordering: .acquiring) {}
    while true {}
  }
}
