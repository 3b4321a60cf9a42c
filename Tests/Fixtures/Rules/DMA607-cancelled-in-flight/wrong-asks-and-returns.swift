// platform: generic
import _Concurrency
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)

func transmit(to fifo: UInt) async -> Bool {
  var config = dma_channel_get_default_config(4)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  __compiler_memory_barrier()
  dma_channel_configure(4, &config, UnsafeMutableRawPointer(bitPattern: fifo), frame, 128, true)
  while dma_channel_is_busy(4) {
    await Task.yield()
    if Task.isCancelled { return false }  // finding: DMA607
  }
  return true
}

@main struct Firmware {
  static func main() async {
    frame.initialize(repeating: 0x55, count: 128)
    let task = Task { await transmit(to: 0x4003_4000) }
    task.cancel()
    if await task.value { frame[0] = 1 }
    while true {}
  }
}
