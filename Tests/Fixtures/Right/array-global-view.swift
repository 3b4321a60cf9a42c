// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 100)

struct Slice {
  let base: UnsafeMutableBufferPointer<UInt8>.SubSequence
  func send() {
    let view = UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: base))
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, view.baseAddress, UInt32(view.count))
    while dma_channel_is_busy(3) {}
  }
}

@main struct Firmware {
  static func main() {
    storage.initialize(repeating: 1)
    while true {
      Slice(base: storage[0..<50]).send()
      Slice(base: storage[50..<100]).send()
      __compiler_memory_barrier()
      storage[0] &+= 1
    }
  }
}
