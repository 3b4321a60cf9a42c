// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let ping = UnsafeMutablePointer<UInt16>.allocate(capacity: 128)
nonisolated(unsafe) let pong = UnsafeMutablePointer<UInt16>.allocate(capacity: 128)

func fill(_ buffer: UnsafeMutablePointer<UInt16>, _ seed: UInt16) {
  for i in 0..<128 { buffer[i] = seed &+ UInt16(i) }
}

@main struct Firmware {
  static func main() {
    var seed: UInt16 = 0
    fill(ping, seed)
    while true {
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(0, ping, 128)
      fill(pong, seed)
      dma_channel_wait_for_finish_blocking(0)
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(0, pong, 128)
      seed &+= 1
      fill(ping, seed)
      dma_channel_wait_for_finish_blocking(0)
    }
  }
}
