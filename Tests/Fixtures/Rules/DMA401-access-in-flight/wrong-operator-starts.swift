// platform: generic
import Pico

struct Channel { let number: UInt32 }
infix operator <~ : AssignmentPrecedence
prefix operator ✓

func <~ (channel: Channel, memory: UnsafeMutablePointer<UInt8>) {
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(channel.number, memory, 4)
}
prefix func ✓ (channel: Channel) { dma_channel_wait_for_finish_blocking(channel.number) }

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4)
    let channel = Channel(number: 6)
    memory.initialize(repeating: 0, count: 4)
    for _ in 0..<3 {
      channel <~ memory
      memory[0] &+= 1  // finding: DMA401
      ✓channel
    }
    memory.deallocate()
  }
}
