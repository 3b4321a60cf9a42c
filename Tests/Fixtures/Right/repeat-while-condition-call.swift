// platform: generic
// starts: 1
import Pico

struct Timer { var left = 1000; mutating func expired() -> Bool { left -= 1; return left == 0 } }
nonisolated(unsafe) let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 10)

func capture() -> UInt8? {
  dma_channel_transfer_to_buffer_now(1, memory, 10)
  var timer = Timer()
  repeat {
    if timer.expired() {
      dma_channel_abort(1)
      return nil
    }
  } while dma_channel_is_busy(1)
  __compiler_memory_barrier()
  return memory[0]
}

@main struct Firmware {
  static func main() { while capture() != 7 {} }
}
