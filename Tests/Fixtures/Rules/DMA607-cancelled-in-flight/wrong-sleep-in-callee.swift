// platform: generic
import Pico
import _Concurrency

struct Stopped: Error {}

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)

func nap() async throws(Stopped) {
  await Task.yield()
  if Task.isCancelled { throw Stopped() }
}

func bad() async throws(Stopped) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(4, frame, 128)
  while dma_channel_is_busy(4) {
    try await nap()  // finding: DMA607
  }
}

func good() async throws(Stopped) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(5, frame, 128)
  do {
    while dma_channel_is_busy(5) { try await nap() }
  } catch {
    dma_channel_abort(5)
    throw error
  }
}

@main struct Firmware {
  static func main() async {
    frame.initialize(repeating: 0, count: 128)
    let task = Task { () async -> Bool in
      do throws(Stopped) {
        try await bad()
        try await good()
        return true
      } catch { return false }
    }
    task.cancel()
    _ = await task.value
  }
}
