// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Steps: OptionSet {
  let rawValue: UInt32
  static let start = Steps(rawValue: 1)
  static let wait = Steps(rawValue: 2)
}

func perform(_ steps: Steps) {
  if steps.contains(.start) { dma_channel_transfer_to_buffer_now(9, block, 64) }
  if steps.contains(.wait) {
    dma_channel_wait_for_finish_blocking(9)
    __compiler_memory_barrier()
  }
}

@main struct Firmware {
  static func main() {
    repeat { perform([.start, .wait]) } while block[0] != 0
  }
}
