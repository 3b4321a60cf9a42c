// platform: generic
// starts: 1
import Pico

enum Command { case send(count: UInt32), stop, none }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func handle(_ command: Command) {
  switch command {
  case .send(let count) where count > 0 && count <= 16:
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, memory, count)
    dma_channel_wait_for_finish_blocking(1)
  case .send, .none: break
  case .stop: dma_channel_abort(1)
  }
  memory[0] &+= 1
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 16)
    while true {
      handle(.send(count: 4))
      handle(.stop)
      handle(.none)
    }
  }
}
