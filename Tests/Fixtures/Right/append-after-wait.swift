// platform: generic
// starts: 1
import Pico

final class Log {
  private var lines: [UInt8] = []
  func flush() {
    lines.withUnsafeBufferPointer { view in
      dma_channel_set_read_addr(1, view.baseAddress, false)
      __compiler_memory_barrier()
      dma_channel_set_trans_count(1, UInt32(view.count), true)
      dma_channel_wait_for_finish_blocking(1)
    }
    lines.removeAll()
  }
  func add(_ byte: UInt8) {
    lines.append(byte)
    if lines.count > 32 { flush() }
  }
}

@main struct Firmware {
  static func main() {
    let log = Log()
    while true { log.add(1) }
  }
}
