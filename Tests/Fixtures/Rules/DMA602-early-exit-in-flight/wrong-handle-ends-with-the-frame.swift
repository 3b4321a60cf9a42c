// platform: generic
import Pico

// The handle is a copy of a number: where the function gives up, the handle ends with it.
struct Transfer {
  let channel: UInt32
  var isRunning: Bool { dma_channel_is_busy(channel) }
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func send(_ block: UnsafeMutablePointer<UInt8>) -> Transfer {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, block, 16)
  return Transfer(channel: 3)
}

func report(_ isUrgent: Bool) {
  outbox[0] = 1
  let transfer = send(outbox)
  if isUrgent { return }  // finding: DMA602
  transfer.join()
}

@main struct Firmware {
  static func main() {
    outbox.initialize(repeating: 0, count: 16)
    report(dma_channel_is_busy(5))
    while true { sleep_ms(1) }
  }
}
