// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) let output = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

@main struct Firmware {
  static func main() {
    while true {
      dma_channel_transfer_to_buffer_now(1, page, 64)
      if page[0] < 64 { output.update(repeating: 0, count: Int(page[0])) }
      dma_channel_wait_for_finish_blocking(1)
      __compiler_memory_barrier()
    }
  }
}
