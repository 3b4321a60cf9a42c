// platform: generic
// starts: 1
import Pico

class Base {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
  func finish() { dma_channel_wait_for_finish_blocking(3) }
  final func send() {
    memory[0] &+= 1
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, memory, 10)
    finish()
    memory[1] &+= 1
    dma_channel_wait_for_finish_blocking(3)
  }
}

final class Derived: Base {
  var turns = 0
  override func finish() {
    turns += 1
    super.finish()
  }
}

@main struct Firmware {
  static func main() {
    let driver = Derived()
    while true { driver.send() }
  }
}
