// platform: generic
// starts: 1
import Pico

final class Recorder {
  private let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
  private let channel: UInt32

  init(channel: UInt32) {
    self.channel = channel
    dma_channel_transfer_to_buffer_now(channel, memory, 256)
  }

  var isReady: Bool { !dma_channel_is_busy(channel) }

  deinit {
    dma_channel_abort(channel)
    memory.deallocate()
  }
}

func listen() -> Bool {
  let recorder = Recorder(channel: 2)
  sleep_ms(5)
  return recorder.isReady
}

@main struct Firmware {
  static func main() { while !listen() {} }
}
