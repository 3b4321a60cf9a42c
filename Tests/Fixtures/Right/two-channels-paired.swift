// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let outgoing = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) let incoming = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func exchange() -> UInt8 {
  __compiler_memory_barrier()
  dma_channel_transfer_to_buffer_now(1, incoming, 16)
  dma_channel_transfer_from_buffer_now(0, outgoing, 16)
  dma_channel_wait_for_finish_blocking(1)
  dma_channel_wait_for_finish_blocking(0)
  return incoming[15]
}

@main struct Firmware {
  static func main() {
    outgoing.initialize(repeating: 0x5A, count: 16)
    incoming.initialize(repeating: 0, count: 16)
    while exchange() == 0x5A { outgoing[0] = 1 }
  }
}
