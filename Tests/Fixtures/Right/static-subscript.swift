// platform: generic
// starts: 1
import Pico

enum Pool {
  nonisolated(unsafe) static let first = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
  nonisolated(unsafe) static let second = UnsafeMutablePointer<UInt32>.allocate(capacity: 32)
  static subscript(index: Int) -> UnsafeMutablePointer<UInt32> { index == 0 ? first : second }
}

func send(_ index: Int) {
  let block = Pool[index]
  for i in 0..<32 { block[i] = UInt32(i) }
  var config = dma_channel_get_default_config(1)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_32)
  __compiler_memory_barrier()
  dma_channel_configure(
    1, &config, UnsafeMutableRawPointer(bitPattern: 0x5020_0010), block, 32, true)
  dma_channel_wait_for_finish_blocking(1)
  Pool[index][0] = 0
}

@main struct Firmware {
  static func main() {
    var turn = 0
    while true { send(turn); turn ^= 1 }
  }
}
