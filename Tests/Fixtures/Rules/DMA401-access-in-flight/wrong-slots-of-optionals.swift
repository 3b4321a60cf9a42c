// platform: generic
import Pico

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
nonisolated(unsafe) var busy: [Int?] = [nil, nil, nil, nil]
func start(_ slot: Int) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(UInt32(slot), frame + slot * 16, 16)
  busy[slot] = slot
}
func finish(_ slot: Int) {
  if let channel = busy[slot] {
    dma_channel_wait_for_finish_blocking(UInt32(channel))
    busy[slot] = nil
  }
}
@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0, count: 64)
    start(1)
    finish(1)
    frame[16] = 3
    start(2)
    frame[33] = 3  // finding: DMA401
    finish(2)
    while true {}
  }
}
