// platform: generic
// starts: 1
import Pico

final class Capture {
  private let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)
  private var isRunning = false

  func start() {
    stop()
    isRunning = true
    dma_channel_transfer_to_buffer_now(5, memory, 64)
  }
  func stop() {
    guard isRunning else { return }
    isRunning = false
    dma_channel_abort(5)
  }
  func peak() -> UInt16 {
    stop()
    __compiler_memory_barrier()
    var top: UInt16 = 0
    for i in 0..<64 where memory[i] > top { top = memory[i] }
    return top
  }
  deinit {
    stop()
    memory.deallocate()
  }
}

@main struct Firmware {
  static func main() {
    let capture = Capture()
    while true {
      capture.start()
      sleep_ms(1)
      if capture.peak() == 0 { break }
    }
  }
}
