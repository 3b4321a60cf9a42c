// platform: generic
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func badExit(_ count: Int) -> UInt8 {
  dma_channel_transfer_to_buffer_now(2, block, 64)
  if count == 3 { return 0 }  // finding: DMA602
  dma_channel_wait_for_finish_blocking(2)
  __compiler_memory_barrier()
  return block[0]
}

// Another transfer over the same memory, and a mistake of its own.
func badAccess() -> UInt8 {
  dma_channel_transfer_to_buffer_now(5, block, 64)
  let early = block[0]  // finding: DMA401
  dma_channel_wait_for_finish_blocking(5)
  return early
}

@main struct Firmware {
  static func main() {
    var count = 0
    while badExit(count) &+ badAccess() != 0 { count += 1 }
  }
}
