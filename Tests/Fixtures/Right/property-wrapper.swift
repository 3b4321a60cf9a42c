// platform: generic
// starts: 1
import Pico

/// A buffer that may only be looked at when its channel is idle.
@propertyWrapper struct Quiet {
  private let memory: UnsafeMutablePointer<UInt8>
  private let channel: UInt32

  init(_ channel: UInt32) {
    self.channel = channel
    memory = .allocate(capacity: 16)
    memory.initialize(repeating: 0, count: 16)
  }

  var wrappedValue: UnsafeMutablePointer<UInt8> {
    dma_channel_wait_for_finish_blocking(channel)
    return memory
  }
}

struct Port {
  @Quiet(3) var bytes

  func send(_ first: UInt8) {
    bytes[0] = first
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, bytes, 16)
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    while true { port.send(1) }
  }
}
