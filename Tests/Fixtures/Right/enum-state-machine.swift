// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

struct Machine {
  enum Phase { case idle, sending(channel: UInt32), failed(code: Int) }
  var phase = Phase.idle

  mutating func step() {
    switch phase {
    case .idle:
      memory[0] &+= 1
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(3, memory, 10)
      phase = .sending(channel: 3)
    case .sending(let channel) where dma_channel_is_busy(channel): break
    case .sending:
      __compiler_memory_barrier()
      memory[1] = 0
      phase = .idle
    case .failed(let code):
      memory[2] = UInt8(truncatingIfNeeded: code)
      phase = .idle
    }
  }
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 10)
    var machine = Machine()
    while true { machine.step() }
  }
}
