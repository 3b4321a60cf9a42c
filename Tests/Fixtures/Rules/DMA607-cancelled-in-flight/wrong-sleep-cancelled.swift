// platform: generic
import Pico
import _Concurrency

struct Stopped: Error {}
func rest() async throws(Stopped) { await Task.yield(); if Task.isCancelled { throw Stopped() } }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func send() async throws(Stopped) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, memory, 8)
  while dma_channel_is_busy(3) { try await rest() }  // finding: DMA607
}

@main struct Firmware {
  static func main() async {
    memory.initialize(repeating: 0, count: 8)
    do throws(Stopped) { try await send() } catch {}
  }
}
