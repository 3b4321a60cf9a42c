// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Step { let run: () -> Void }

@resultBuilder enum Plan {
  static func buildBlock(_ steps: Step...) -> [Step] { steps }
}

func perform(@Plan _ plan: () -> [Step]) { for step in plan() { step.run() } }

@main struct Firmware {
  static func main() {
    while true {
      page.initialize(repeating: 1, count: 64)
      __compiler_memory_barrier()
      perform {
        Step { dma_channel_transfer_from_buffer_now(0, page, 64) }
        Step { dma_channel_wait_for_finish_blocking(0) }
      }
    }
  }
}
