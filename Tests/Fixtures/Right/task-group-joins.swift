// platform: generic
// starts: 1
// target: x86_64-unknown-linux-gnu
import Pico
import _Concurrency

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func run(_ channel: UInt32) async {
  dma_channel_transfer_from_buffer_now(channel, memory + Int(channel) * 16, 16)
  while dma_channel_is_busy(channel) { await Task.yield() }
  __compiler_memory_barrier()
}

@main struct Firmware {
  static func main() async {
    memory.initialize(repeating: 1, count: 64)
    __compiler_memory_barrier()
    await withTaskGroup(of: Void.self) { group in
      for channel in 0..<4 as Range<UInt32> {
        group.addTask { await run(channel) }
      }
    }
    memory.deallocate()
  }
}
