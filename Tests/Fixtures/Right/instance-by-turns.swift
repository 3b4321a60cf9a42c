// platform: generic
// starts: 1
import Pico

final class Burst {
  let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  init(_ v: UInt8) { memory.initialize(repeating: v, count: 16) }
  func start() {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, memory, 16)
  }
  func join() { dma_channel_wait_for_finish_blocking(3) }
  deinit { join(); memory.deallocate() }
}
@main struct Firmware {
  static func main() {
    var burst = Burst(0)
    for n in 1..<9 as Range<UInt8> {
      burst.start()
      burst = Burst(n)
    }
    burst.start()
    burst.join()
    while true {}
  }
}
