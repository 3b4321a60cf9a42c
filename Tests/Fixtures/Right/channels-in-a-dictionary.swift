// platform: generic
// starts: 1
import Pico

enum Port: Hashable { case left, right }

final class Audio {
  private var channels: [Port: UInt32] = [.left: 1, .right: 2]
  let samples = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)

  func play(_ port: Port) {
    guard let channel = channels[port] else { return }
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, samples, 64)
  }

  func join(_ port: Port) {
    if let channel = channels[port] { dma_channel_wait_for_finish_blocking(channel) }
    __compiler_memory_barrier()
  }
}

@main struct Firmware {
  static func main() {
    let audio = Audio()
    audio.samples.initialize(repeating: 0, count: 64)
    while true {
      audio.play(.left)
      audio.join(.left)
      audio.samples[0] &+= 1
    }
  }
}
