// platform: rp2040
import Pico
nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
// dmalint:ignore DMA401 the tail is not sent
func patch() {
  page[60] = 1
}
func patchToo() { page[61] = 1 }  // dmalint:ignore access-in-flight as above
@main struct Firmware {
  static func main() {
    page.initialize(repeating: 0, count: 64)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, page, 64)
    patch()
    patchToo()
    page[3] = 1  // finding: DMA401
    dma_channel_wait_for_finish_blocking(0)
    page[3] = 1
    while true {}
  }
}
