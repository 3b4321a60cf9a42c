// platform: generic
import Pico

protocol Engine: AnyObject {
  func go(_ memory: UnsafeMutablePointer<UInt8>)
  func end()
}

final class Fast: Engine {
  func go(_ memory: UnsafeMutablePointer<UInt8>) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(3, memory, 10)
  }
  func end() {
  }
}

@main struct Firmware {
  static func main() {
    let engine: any Engine = Fast()
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)
    memory.initialize(repeating: 0, count: 10)
    while true {
      engine.go(memory)
      engine.end()
      memory[0] &+= 1  // finding: DMA401
      dma_channel_wait_for_finish_blocking(3)
    }
  }
}
