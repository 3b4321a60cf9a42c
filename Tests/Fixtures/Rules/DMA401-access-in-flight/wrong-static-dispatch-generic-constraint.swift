// platform: generic
import Pico

protocol Pin { static var channel: UInt32 { get } }
enum PinA: Pin { static let channel: UInt32 = 4 }

struct Out<P: Pin> {
  static func go(_ memory: UnsafeMutablePointer<UInt8>) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(P.channel, memory, 4)
  }
  static func end() { dma_channel_wait_for_finish_blocking(P.channel) }
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    memory.initialize(repeating: 0, count: 4)
    while true {
      Out<PinA>.go(memory)
      memory[0] &+= 1  // finding: DMA401
      Out<PinA>.end()
    }
  }
}
