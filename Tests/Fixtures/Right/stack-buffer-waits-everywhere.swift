// platform: generic
// starts: 1
import Pico

func hash(_ fifo: UInt, quick: Bool) -> UInt8 {
  var scratch: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
  return withUnsafeMutableBytes(of: &scratch) { raw in
    dma_channel_set_write_addr(6, raw.baseAddress, false)
    __compiler_memory_barrier()
    dma_channel_set_trans_count(6, 4, true)
    if quick {
      dma_channel_abort(6)
      return 0
    }
    dma_channel_wait_for_finish_blocking(6)
    return raw[0] ^ raw[3]
  }
}

@main struct Firmware {
  static func main() {
    while true { _ = hash(0x4000_0000, quick: false); _ = hash(0x4000_0000, quick: true) }
  }
}
