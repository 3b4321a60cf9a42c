// platform: generic
// starts: 1
import Pico

final class Logger {
  private let buffers = (
    UnsafeMutablePointer<UInt8>.allocate(capacity: 32),
    UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
  )
  private var inFlight: UInt32?
  private var useFirst = true

  func log(_ byte: UInt8) {
    let buffer = useFirst ? buffers.0 : buffers.1
    useFirst.toggle()
    for i in 0..<32 { buffer[i] = byte }
    if let channel = inFlight { dma_channel_wait_for_finish_blocking(channel) }
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(5, buffer, 32)
    inFlight = 5
  }
}

@main struct Firmware {
  static func main() {
    let logger = Logger()
    var n: UInt8 = 0
    while true { logger.log(n); n &+= 1 }
  }
}
