// platform: generic
// starts: 1
// target: x86_64-unknown-linux-gnu
import Pico
import _Concurrency

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func receive() async -> UInt8? {
  dma_channel_transfer_to_buffer_now(2, memory, 16)
  while dma_channel_is_busy(2) {
    if Task.isCancelled {
      dma_channel_abort(2)
      return nil
    }
    await Task.yield()
  }
  __compiler_memory_barrier()
  return memory[0]
}

@main struct Firmware {
  static func main() async {
    let task = Task { await receive() }
    task.cancel()
    _ = await task.value
  }
}
