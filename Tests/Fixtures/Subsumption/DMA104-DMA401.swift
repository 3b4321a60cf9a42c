// platform: generic
import Pico

final class Log {
  var bytes: [UInt8] = [1, 2, 3, 4]

  func send() {
    bytes.withUnsafeBufferPointer { view in
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, view.baseAddress!, 4)
      bytes.append(5)
      dma_channel_wait_for_finish_blocking(1)
    }
  }
}

@main struct Firmware {
  static func main() {
    let log = Log()
    while true { log.send() }
  }
}
