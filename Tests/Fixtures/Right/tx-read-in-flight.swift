// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let message = UnsafeMutablePointer<UInt8>.allocate(capacity: 40)

func sendAndSum() -> UInt8 {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(0, message, 40)
  var sum: UInt8 = 0
  for i in 0..<40 { sum &+= message[i] }
  dma_channel_wait_for_finish_blocking(0)
  return sum
}

@main struct Firmware {
  static func main() {
    message.initialize(repeating: 9, count: 40)
    while true { _ = sendAndSum() }
  }
}
