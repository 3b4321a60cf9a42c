// platform: rp2040
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func badFar() {
  block.initialize(repeating: 1, count: 32)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, block, 8)
  dma_channel_set_write_addr(  // finding: DMA605
    3, UnsafeMutableRawPointer(bitPattern: 0x4003_4000), false)
  dma_channel_wait_for_finish_blocking(3)
}

func good() {
  block.initialize(repeating: 1, count: 32)
  dma_channel_set_write_addr(4, UnsafeMutableRawPointer(bitPattern: 0x4003_4000), false)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(4, block, 8)
  dma_channel_wait_for_finish_blocking(4)
}
