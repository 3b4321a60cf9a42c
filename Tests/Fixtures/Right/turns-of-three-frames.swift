// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let frames: [UnsafeMutablePointer<UInt8>] = [
  .allocate(capacity: 64), .allocate(capacity: 64), .allocate(capacity: 64),
]

/// Draws the next of three frames while the one before it is sent.
final class Display {
  private var front = 0

  func present() {
    let back = (front + 1) % frames.count
    draw(into: frames[back])
    dma_channel_wait_for_finish_blocking(1)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, frames[back], 64)
    front = back
  }

  private func draw(into frame: UnsafeMutablePointer<UInt8>) {
    frame.update(repeating: 3, count: 64)
  }
}

@main struct Firmware {
  static func main() {
    let display = Display()
    while true { display.present() }
  }
}
