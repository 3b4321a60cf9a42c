// platform: generic
import Pico

struct Transfer {
  let channel: UInt32
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func receive(_ channel: UInt32, _ block: UnsafeMutablePointer<UInt8>) -> Transfer {
  var config = dma_channel_get_default_config(channel)
  channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
  channel_config_set_read_increment(&config, false)
  channel_config_set_write_increment(&config, true)
  __compiler_memory_barrier()
  dma_channel_configure(
    channel, &config, block, UnsafeRawPointer(bitPattern: 0x4003_4000), 16, true)
  return Transfer(channel: channel)
}

@main struct Firmware {
  static func main() {
    inbox.initialize(repeating: 0, count: 16)
    outbox.initialize(repeating: 0, count: 16)
    var current: Transfer? = receive(1, inbox)
    current = receive(2, outbox)  // finding: DMA107
    current?.join()
    while true {}
  }
}
