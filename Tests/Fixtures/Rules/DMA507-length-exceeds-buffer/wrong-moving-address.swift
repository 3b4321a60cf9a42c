// platform: rp2040
import Pico
import Synchronization

// The write address moves on, past the end of what is there.
nonisolated(unsafe) var source: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
nonisolated(unsafe) var drain: UnsafeMutablePointer<UInt8> = .allocate(capacity: 1)

@main struct Firmware {
  static func main() {
    source.initialize(repeating: 7, count: 64)
    atomicMemoryFence(ordering: .releasing)
    let dma = UInt32(dma_claim_unused_channel(true))
    var config = dma_channel_get_default_config(dma)
    channel_config_set_transfer_data_size(&config, DMA_SIZE_8)
    channel_config_set_write_increment(&config, true)
    dma_channel_configure(dma, &config, drain, source, 64, true)  // finding: DMA507
    dma_channel_wait_for_finish_blocking(dma)
  }
}
