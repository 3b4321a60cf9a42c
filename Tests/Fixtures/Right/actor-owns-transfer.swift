// platform: generic
// starts: 1
// target: x86_64-unknown-linux-gnu
import Pico
import _Concurrency

actor Link {
  private let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

  func send(_ byte: UInt8) {
    for i in 0..<32 { memory[i] = byte }
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(1, memory, 32)
    dma_channel_wait_for_finish_blocking(1)
    memory[0] = 0
  }
}

@main struct Firmware {
  static func main() async {
    let link = Link()
    for byte in 0..<4 as Range<UInt8> { await link.send(byte) }
  }
}
