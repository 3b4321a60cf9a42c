// platform: generic
// starts: 1
import Pico

enum Peripheral<Tag> {
  struct Transmitter<Element> {
    let memory: UnsafeMutablePointer<Element>
    let channel: UInt32

    func start(_ count: Int) {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(channel, memory, UInt32(count))
    }
    func finish() { dma_channel_wait_for_finish_blocking(channel) }
  }
}
enum Left {}

@main struct Firmware {
  static func main() {
    let transmitter = Peripheral<Left>.Transmitter<UInt16>(
      memory: .allocate(capacity: 6), channel: 2)
    transmitter.memory.initialize(repeating: 1, count: 6)
    while true {
      transmitter.start(6)
      transmitter.finish()
      transmitter.memory[0] &+= 1
    }
  }
}
