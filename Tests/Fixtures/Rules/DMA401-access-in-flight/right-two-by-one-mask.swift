// platform: rp2040
import Pico
import Synchronization

// One mask starts both; both are awaited.
nonisolated(unsafe) var transmitted: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
nonisolated(unsafe) var received: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
let spiData = UnsafeMutablePointer<UInt32>(bitPattern: 0x4003_C008)!

func configure(_ channel: UInt32, isReceiving: Bool) {
  var configuration = dma_channel_get_default_config(channel)
  channel_config_set_transfer_data_size(&configuration, DMA_SIZE_8)
  channel_config_set_read_increment(&configuration, !isReceiving)
  channel_config_set_write_increment(&configuration, isReceiving)
  if isReceiving {
    dma_channel_configure(channel, &configuration, received, spiData, 64, false)
  } else {
    dma_channel_configure(channel, &configuration, spiData, transmitted, 64, false)
  }
}

@main struct Firmware {
  static func main() {
    transmitted.initialize(repeating: 7, count: 64)
    atomicMemoryFence(ordering: .releasing)
    let transmitter = UInt32(dma_claim_unused_channel(true))
    let receiver = UInt32(dma_claim_unused_channel(true))
    configure(transmitter, isReceiving: false)
    configure(receiver, isReceiving: true)
    dma_start_channel_mask(1 << transmitter | 1 << receiver)
    dma_channel_wait_for_finish_blocking(transmitter)
    dma_channel_wait_for_finish_blocking(receiver)
    if received[0] != 0 { dma_channel_unclaim(receiver) }
  }
}
