// platform: generic
// starts: 1
import Pico
import _Concurrency
nonisolated(unsafe) let a = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
nonisolated(unsafe) let b = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func send(_ p: UnsafeMutablePointer<UInt8>, on channel: UInt32) async {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(channel, p, 16)
  while dma_channel_is_busy(channel) { await Task.yield() }
}
@main struct Firmware {
  static func main() async {
    a.initialize(repeating: 0, count: 16)
    b.initialize(repeating: 0, count: 16)
    async let first: Void = send(a, on: 0)
    async let second: Void = send(b, on: 1)
    await first
    a[0] = 1
    await second
    b[0] = 1
  }
}
