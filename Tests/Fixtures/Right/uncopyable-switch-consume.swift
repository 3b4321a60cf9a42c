// platform: generic
// starts: 1
import Pico

enum Line: ~Copyable {
  case idle
  case busy(Running)
}

struct Running: ~Copyable {
  let channel: UInt32
  consuming func join() { dma_channel_wait_for_finish_blocking(channel) }
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)

func settle(_ line: consuming Line) {
  switch consume line {
  case .idle: break
  case .busy(let running): running.join()
  }
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 4)
    for _ in 0..<3 {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(0, memory, 4)
      settle(.busy(Running(channel: 0)))
      memory[0] &+= 1
    }
  }
}
