// platform: generic
// starts: 1
import Pico

@frozen public struct Flight: ~Copyable {
  let memory: UnsafeMutableBufferPointer<UInt8>

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
    self.memory = memory
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(8, memory.baseAddress, UInt32(memory.count))
  }

  consuming func land() -> UnsafeMutableBufferPointer<UInt8> {
    dma_channel_wait_for_finish_blocking(8)
    let memory = self.memory
    discard self
    return memory
  }

  deinit { dma_channel_abort(8) }
}

@main struct Firmware {
  static func main() {
    var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 10)
    memory.initialize(repeating: 0)
    while true {
      let flight = Flight(memory)
      memory = flight.land()
      memory[0] &+= 1
    }
  }
}
