// platform: generic
// starts: 1
import Pico

/// Sends lines; each send waits for the one before it.
struct Console {
  static nonisolated(unsafe) let line = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  func send(_ text: StaticString) {
    dma_channel_wait_for_finish_blocking(2)
    for i in 0..<min(text.utf8CodeUnitCount, 64) { Console.line[i] = text.utf8Start[i] }
    __compiler_memory_barrier()

    dma_channel_transfer_from_buffer_now(2, Console.line, UInt32(min(text.utf8CodeUnitCount, 64)))
  }
}

@main struct Firmware {
  static func main() {
    let console = Console()
    while true {
      console.send("tick")
      console.send("tock")
    }
  }
}
