// platform: generic
// starts: 2
import Pico

// All cases of an enum are started by one closure and waited for by another.
nonisolated(unsafe) let lanes = UnsafeMutablePointer<UInt8>.allocate(capacity: 24)

enum Lane: UInt32, CaseIterable {
  case left, middle, right
  var page: UnsafeMutablePointer<UInt8> { lanes + Int(rawValue) * 8 }
}

struct Reception {
  let channel: UInt32
  init(_ lane: Lane) {
    channel = lane.rawValue
    dma_channel_transfer_to_buffer_now(channel, lane.page, 8)
  }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}

@main struct Firmware {
  static func main() {
    lanes.initialize(repeating: 0, count: 24)
    __compiler_memory_barrier()
    Lane.allCases.forEach { dma_channel_transfer_to_buffer_now($0.rawValue, $0.page, 8) }
    (0..<3 as Range<UInt32>).forEach { dma_channel_wait_for_finish_blocking($0) }
    var sum: UInt8 = 0
    for i in 0..<24 { sum &+= lanes[i] }
    let running = Lane.allCases.map { Reception($0) }
    running.forEach { $0.join() }
    for i in 0..<24 { sum &+= lanes[i] }
    if sum == 4 { sleep_ms(1) }
  }
}
