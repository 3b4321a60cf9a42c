import Pico

/// Something with bytes to send.
protocol Source {
  var bytes: UnsafeBufferPointer<UInt8> { get }
}

/// Sends whatever it is given over one channel.
struct Queue: ~Copyable {
  private let channel: UInt32

  init(channel: UInt32) { self.channel = channel }

  borrowing func push<S: Source>(_ source: S) {
    let bytes = source.bytes
    __compiler_memory_barrier()
    // finding: DMA402
    dma_channel_transfer_from_buffer_now(channel, bytes.baseAddress, UInt32(bytes.count))
  }

  deinit { dma_channel_wait_for_finish_blocking(channel) }
}
