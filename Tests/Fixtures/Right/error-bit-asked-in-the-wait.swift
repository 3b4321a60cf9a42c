// platform: rp2040
// starts: 1
import Pico
import _Volatile

nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
let control = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x5000_004C)

/// The bus error's bit says nothing of whether the channel runs, and what is stopped is over.
func send() {
  line[0] = 1
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(1, line, 64)
  while dma_channel_is_busy(1) {
    if control.load() & (1 << 31) != 0 {
      dma_channel_abort(1)
      return
    }
  }
}

@main struct Firmware {
  static func main() {
    line.initialize(repeating: 0, count: 64)
    while true { send() }
  }
}
