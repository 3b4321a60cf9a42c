// platform: generic
import Pico
import Synchronization

// The fence comes when the channel is running already: at the end of a method, and deferred.
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Channel {
  let number: UInt32

  func start(_ bytes: UnsafeMutablePointer<UInt8>) {
    dma_channel_transfer_from_buffer_now(number, bytes, 64)
    atomicMemoryFence(ordering: .releasing)  // finding: DMA203
  }

  func startLater(_ bytes: UnsafeMutablePointer<UInt8>) {
    defer { atomicMemoryFence(ordering: .releasing) }  // finding: DMA203
    bytes[0] = 1
    dma_channel_transfer_from_buffer_now(number, bytes, 64)
  }
}

@main struct Firmware {
  static func main() {
    memory.initialize(repeating: 0, count: 64)
    Channel(number: 6).start(memory)
    dma_channel_wait_for_finish_blocking(6)
    Channel(number: 7).startLater(memory)
    dma_channel_wait_for_finish_blocking(7)
  }
}
