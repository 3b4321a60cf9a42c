import Pico
import _Volatile

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

struct Timer: Clock {
  private let register = VolatileMappedRegister<UInt32>(unsafeBitPattern: 0x4005_400C)
  var now: UInt32 { register.load() }
}

// The error leaves, the channel stays.
func badLoad(_ timer: Timer, from flash: UnsafeRawPointer) throws(Late) -> UInt32 {
  var config = dma_channel_get_default_config(8)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(8, &config, page, flash, 64, true)
  try wait(1000, on: timer) { !dma_channel_is_busy(8) }  // finding: DMA602
  __compiler_memory_barrier()
  return page[0]
}

@main struct Firmware {
  static func main() {
    let timer = Timer()
    let flash = UnsafeRawPointer(bitPattern: 0x1000_0000)!
    while (try? badLoad(timer, from: flash)) != 0 {}
  }
}
