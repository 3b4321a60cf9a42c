// platform: generic
import Pico

struct Ticket {
  let channel: UInt32
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}

func begin(_ bytes: UnsafeMutableRawBufferPointer) -> Ticket {
  dma_channel_set_write_addr(1, bytes.baseAddress, false)
  __compiler_memory_barrier()
  dma_channel_set_trans_count(1, 4, true)
  return Ticket(channel: 1)
}

func receive() {
  var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
  _ = withUnsafeMutableBytes(of: &bytes) { begin($0) }
}

@main struct Firmware {
  static func main() {
    receive()
    while true {}
  }
}
