// platform: generic
import Pico

nonisolated(unsafe) let page = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

struct Step { let run: () -> Void }

@resultBuilder enum Plan {
  static func buildBlock(_ steps: Step...) -> [Step] { steps }
}

func perform(@Plan _ plan: () -> [Step]) { for step in plan() { step.run() } }

// The second of three steps touches what the first one sends.
func bad() {
  perform {
    Step { dma_channel_transfer_from_buffer_now(0, page, 64) }
    Step { page[0] = 2 }  // finding: DMA401 "written"
    Step { dma_channel_wait_for_finish_blocking(0) }
  }
}

@main struct Firmware {
  static func main() {
    page.initialize(repeating: 1, count: 64)
    __compiler_memory_barrier()
    bad()
  }
}
