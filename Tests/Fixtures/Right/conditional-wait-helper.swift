// platform: generic
// starts: 1
import Pico

struct Lane {
  var isBusy = false
  let number: UInt32

  mutating func settle() {
    guard isBusy else { return }
    defer { isBusy = false }
    dma_channel_wait_for_finish_blocking(number)
  }

  mutating func start(_ memory: UnsafeMutablePointer<UInt8>, _ count: UInt32) {
    settle()
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(number, memory, count)
    isBusy = true
  }
}

@main struct Firmware {
  static func main() {
    var lane = Lane(number: 1)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    memory.initialize(repeating: 0, count: 8)
    for byte in 0..<8 as Range<UInt8> {
      lane.settle()
      memory[0] = byte
      lane.start(memory, 8)
    }
    lane.settle()
    memory.deallocate()
  }
}
