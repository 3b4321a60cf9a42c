// platform: generic
import Pico

func receive(_ isHurried: Bool) -> UInt8 {
  var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
  return withUnsafeMutableBytes(of: &bytes) { raw in
    dma_channel_set_write_addr(1, raw.baseAddress, false)
    __compiler_memory_barrier()
    dma_channel_set_trans_count(1, 4, true)
    if isHurried { return 0 }
    dma_channel_wait_for_finish_blocking(1)
    return raw[0]
  }
}

@main struct Firmware {
  static func main() { _ = receive(true) }
}
