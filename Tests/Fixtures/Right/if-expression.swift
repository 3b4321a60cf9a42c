// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let small = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
nonisolated(unsafe) let large = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

func send(_ isLarge: Bool) {
  let memory = if isLarge { large } else { small }
  let count: UInt32 =
    switch isLarge {
    case true: 64;
    case false: 8
    }
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(2, memory, count)
  let other = if isLarge { small } else { large }
  other[0] = 1
  dma_channel_wait_for_finish_blocking(2)
}

@main struct Firmware {
  static func main() {
    small.initialize(repeating: 0, count: 8)
    large.initialize(repeating: 0, count: 64)
    while true { send(true); send(false) }
  }
}
