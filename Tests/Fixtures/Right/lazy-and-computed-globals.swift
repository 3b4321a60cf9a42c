// platform: generic
// starts: 1
import Pico

final class Device {
  lazy var memory: UnsafeMutablePointer<UInt8> = {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    memory.initialize(repeating: 0, count: 4)
    return memory
  }()
  var idle: Bool { !dma_channel_is_busy(2) }

  func send() {
    memory[0] &+= 1
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(2, memory, 4)
    while !idle {}
  }
}

@main struct Firmware {
  static func main() {
    let device = Device()
    while true { device.send() }
  }
}
