// platform: generic
import Pico

final class Screen {
  private let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)
  private var isFlying = false

  private func settle() {
    isFlying = false
  }

  subscript(x x: Int, y y: Int) -> UInt16 {
    get { memory[y * 8 + x] }
    set {
      settle()
      memory[y * 8 + x] = newValue  // finding: DMA401
    }
  }

  func flush() {
    settle()
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, memory, 64)  // finding: DMA402
    isFlying = true
  }
}

@main struct Firmware {
  static func main() {
    let screen = Screen()
    while true {
      screen[x: 1, y: 2] = 0xFFFF
      screen.flush()
    }
  }
}
