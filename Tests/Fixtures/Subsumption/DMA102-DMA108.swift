// platform: generic
import Pico

final class Log {
  private var bytes: [UInt8] = [1, 2, 3, 4]

  func send() {
    bytes.withUnsafeBufferPointer { view in
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, view.baseAddress!, 4)
    }
  }

  deinit { sleep_ms(1) }
}

func once() {
  let log = Log()
  log.send()
}

@main struct Firmware {
  static func main() {
    while true {
      once()
      dma_channel_wait_for_finish_blocking(1)
    }
  }
}
