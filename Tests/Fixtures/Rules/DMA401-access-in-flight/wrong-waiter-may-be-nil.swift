// platform: generic
import Pico
import HAL

// Nobody waits where the variable is still nil, which one path has not come across.
nonisolated(unsafe) let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

final class Waiter {
  let channel: UInt32
  init(_ channel: UInt32) { self.channel = channel }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) var waiter: Waiter? = nil

@main struct Firmware {
  static func main() {
    if HAL_GetTick() > 1000 { waiter = Waiter(9) }
    bytes.initialize(repeating: 0, count: 8)
    __compiler_memory_barrier()
    dma_channel_transfer_to_buffer_now(9, bytes, 8)
    waiter?.join()
    let first = bytes[0]  // finding: DMA401
    dma_channel_wait_for_finish_blocking(9)
    if first == 2 { sleep_ms(1) }
  }
}
