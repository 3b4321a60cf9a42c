// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

final class Steps {
  var first: (() -> Void)?
  var others: [() -> Void] = []

  func run() {
    first?()
    for step in others { step() }
  }
}

@main struct Firmware {
  static func main() {
    let steps = Steps()
    steps.first = { dma_channel_transfer_to_buffer_now(5, block, 64) }
    steps.others.append { dma_channel_wait_for_finish_blocking(5) }
    repeat {
      steps.run()
      __compiler_memory_barrier()
    } while block[0] != 0
  }
}
