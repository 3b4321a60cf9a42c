import Pico

/// Memory that knows whether a device is using it.
struct Owned<Element: BitwiseCopyable>: ~Copyable {
  private let memory: UnsafeMutableBufferPointer<Element>
  private var channel: UInt32?

  init(_ count: Int, _ value: Element) {
    memory = .allocate(capacity: count)
    memory.initialize(repeating: value)
  }

  mutating func lend(to channel: UInt32) {
    settle()
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, memory.baseAddress, UInt32(memory.count))
    self.channel = channel
  }

  mutating func settle() {
    if let channel { dma_channel_wait_for_finish_blocking(channel) }
    channel = nil
  }

  subscript(_ index: Int) -> Element {
    get { memory[index] }
    set {
      settle()
      memory[index] = newValue
    }
  }

  deinit {
    if let channel { dma_channel_wait_for_finish_blocking(channel) }
    memory.deallocate()
  }
}
