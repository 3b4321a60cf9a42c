// platform: rp2040
import Pico
import Synchronization
import _Concurrency

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func bad() async throws -> UInt8 {
  dma_channel_transfer_to_buffer_now(2, inbox, 8)
  while dma_channel_is_busy(2) {
    try Task.checkCancellation()  // finding: DMA607
    await Task.yield()
  }
  atomicMemoryFence(ordering: .acquiring)
  return inbox[0]
}

func good() async throws -> UInt8 {
  try Task.checkCancellation()
  dma_channel_transfer_to_buffer_now(3, inbox, 8)
  while dma_channel_is_busy(3) { await Task.yield() }
  atomicMemoryFence(ordering: .acquiring)
  try Task.checkCancellation()
  return inbox[0]
}
