// platform: generic
import Pico

func push(_ memory: UnsafeMutablePointer<UInt8>, _ count: UInt32) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, memory, count)  // finding: DMA402
}

@main struct Firmware {
  static func main() {
    let (a, b) = (
      UnsafeMutablePointer<UInt8>.allocate(capacity: 16),
      UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    )
    a.initialize(repeating: 0, count: 16)
    b.initialize(repeating: 0, count: 16)
    push(a, 16)
    push(b, 16)
    dma_channel_wait_for_finish_blocking(3)
  }
}
