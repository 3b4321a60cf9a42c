// platform: generic
import Pico

final class Receiver {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
  func start() { dma_channel_transfer_to_buffer_now(1, memory, 64) }
  deinit { memory.deallocate() }
}

@main struct Firmware {
  static func main() {
    do {
      let receiver = Receiver()
      receiver.start()
    }
    while true {}
  }
}
