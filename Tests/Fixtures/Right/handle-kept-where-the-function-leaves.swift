// platform: generic
// starts: 1
import Pico

// Where the function leaves early, what stands for the transfer lives on in the object that asked for it.
struct Transfer {
  let channel: UInt32
  func join() { dma_channel_wait_for_finish_blocking(channel) }
}
nonisolated(unsafe) let outbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)

func send(_ block: UnsafeMutablePointer<UInt8>) -> Transfer {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(3, block, 16)
  return Transfer(channel: 3)
}

final class Reporter {
  private var running: Transfer?

  func report(_ isUrgent: Bool) {
    finish()
    outbox[0] = 1
    let transfer = send(outbox)
    running = transfer
    if isUrgent { return }
    transfer.join()
    running = nil
  }

  func finish() {
    running?.join()
    running = nil
  }
}

@main struct Firmware {
  static func main() {
    outbox.initialize(repeating: 0, count: 16)
    let reporter = Reporter()
    while true {
      reporter.report(dma_channel_is_busy(5))
      sleep_ms(1)
      reporter.finish()
    }
  }
}
