// platform: generic
// starts: 1
import Pico

final class Owner {
  let channel: UInt32
  init(_ channel: UInt32) { self.channel = channel }
  deinit { dma_channel_abort(channel) }
}
nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
func send(_ v: UInt8) -> Owner {
  frame[0] = v
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, frame, 16)
  return Owner(3)
}
@main struct Firmware {
  static func main() {
    var jobs: [Owner] = []
    frame.initialize(repeating: 0, count: 16)
    jobs.append(send(1))
    _ = jobs.popLast()
    jobs.append(send(2))
    jobs.removeLast()
    jobs.append(send(3))
    jobs.remove(at: 0)
    frame[0] = 2
    while true {}
  }
}
