// platform: generic
// starts: 1
import Pico

struct Pending { let channel: UInt32; let bytes: UnsafeMutablePointer<UInt8> }
nonisolated(unsafe) var queue: [Pending] = []
func enqueue(_ channel: UInt32, _ bytes: UnsafeMutablePointer<UInt8>) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(channel, bytes, 16)
  queue.append(Pending(channel: channel, bytes: bytes))
}
func retire() {
  guard !queue.isEmpty else { return }
  let first = queue.removeFirst()
  dma_channel_wait_for_finish_blocking(first.channel)
  first.bytes.deallocate()
}
@main struct Firmware {
  static func main() {
    for n in 0..<4 as Range<UInt32> {
      let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
      block.initialize(repeating: UInt8(n), count: 16)
      enqueue(n, block)
    }
    while !queue.isEmpty { retire() }
    while true {}
  }
}
