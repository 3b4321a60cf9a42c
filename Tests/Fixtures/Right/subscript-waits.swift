// platform: generic
// starts: 1
import Pico

struct Samples {
  let memory: UnsafeMutablePointer<UInt16>

  func capture() { dma_channel_transfer_to_buffer_now(5, memory, 32) }

  subscript(index: Int) -> UInt16 {
    dma_channel_wait_for_finish_blocking(5)
    return memory[index]
  }
}

@main struct Firmware {
  static func main() {
    let samples = Samples(memory: .allocate(capacity: 32))
    var total: UInt16 = 0
    while true {
      samples.capture()
      total &+= samples[3]
      dma_channel_wait_for_finish_blocking(5)
    }
  }
}
