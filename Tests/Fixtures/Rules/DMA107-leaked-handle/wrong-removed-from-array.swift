// platform: generic
import Pico

final class Owner {
  let channel: UInt32
  init(_ channel: UInt32) { self.channel = channel }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var jobs: [Owner] = []
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, frame, 16)
    jobs.append(Owner(3))
    jobs.removeAll()  // finding: DMA107
    while true {}
  }
}
