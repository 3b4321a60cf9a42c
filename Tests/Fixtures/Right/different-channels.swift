// platform: generic
// starts: 1
import Pico

struct Lane {
  let channel: UInt32
  let memory: UnsafeMutablePointer<UInt8>
  func go() {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, memory, 8)
  }
  func end() { dma_channel_wait_for_finish_blocking(channel) }
}

@main struct Firmware {
  static func main() {
    let left = Lane(channel: 1, memory: .allocate(capacity: 8))
    let right = Lane(channel: 2, memory: .allocate(capacity: 8))
    left.memory.initialize(repeating: 0, count: 8)
    right.memory.initialize(repeating: 0, count: 8)
    while true {
      left.go()
      right.go()
      left.end()
      left.memory[0] &+= 1
      right.end()
      right.memory[0] &+= 1
    }
  }
}
