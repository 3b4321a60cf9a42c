// platform: generic
// starts: 2
import Pico

struct Bus {
  func send(_ byte: UInt8, to memory: UnsafeMutablePointer<UInt8>) { memory[0] = byte }
  func send(_ memory: UnsafeMutablePointer<UInt8>, count: UInt32) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, memory, count)
    dma_channel_wait_for_finish_blocking(0)
  }
  func send(_ memory: UnsafeMutablePointer<UInt8>, background count: UInt32) {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, memory, count)
  }
  func send(_ memory: UnsafeMutablePointer<UInt8>, _ count: Int) {
    for i in 0..<count { memory[i] = 0 }
  }
}

@main struct Firmware {
  static func main() {
    let bus = Bus()
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    for byte in 0..<9 as Range<UInt8> {
      bus.send(memory, 8)
      bus.send(byte, to: memory)
      bus.send(memory, count: 8)
      bus.send(memory, 8)
    }
    bus.send(memory, background: 4)
    dma_channel_wait_for_finish_blocking(0)
    memory.deallocate()
  }
}
