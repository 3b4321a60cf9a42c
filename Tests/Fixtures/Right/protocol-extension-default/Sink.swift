import Pico

protocol Sink {
  var channel: UInt32 { get }
  func settle()
}

extension Sink {
  func settle() { dma_channel_wait_for_finish_blocking(channel) }
  func emit(_ memory: UnsafeMutablePointer<UInt8>) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(channel, memory, 8)
    settle()
  }
}
