// platform: generic
// starts: 1
import Pico

struct Pending {
  let channel: UInt32; func join() { dma_channel_wait_for_finish_blocking(channel) }
}
enum Outcome { case done(UInt8), later(Pending) }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

func receive(_ patience: Int) -> Outcome {
  dma_channel_transfer_to_buffer_now(3, memory, 4)
  for _ in 0..<patience where !dma_channel_is_busy(3) {
    __compiler_memory_barrier()
    return .done(memory[0])
  }
  return .later(Pending(channel: 3))
}

@main struct Firmware {
  static func main() {
    while true {
      switch receive(100) {
      case .done(let byte): if byte == 4 { return }
      case .later(let pending): pending.join()
      }
    }
  }
}
