// platform: generic
// starts: 1
import Pico

struct State {
  var isBusy = false
  var rounds = 0
}

nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func begin(_ state: inout State) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(1, memory, 10)
  state.isBusy = true
}

func end(_ state: inout State) {
  guard state.isBusy else { return }
  dma_channel_wait_for_finish_blocking(1)
  state.isBusy = false
}

@main struct Firmware {
  static func main() {
    var state = State()
    memory.initialize(repeating: 1, count: 10)
    while state.rounds < 10 {
      begin(&state)
      state.rounds += 1
      end(&state)
      memory[0] = 3
      dma_channel_wait_for_finish_blocking(1)
    }
  }
}
