// platform: generic
// starts: 1
import Pico

func locked<T>(_ body: () -> T) -> T { body() }

nonisolated(unsafe) var packet: (UInt8, UInt8, UInt8, UInt8) = (1, 2, 3, 4)

@main struct Firmware {
  static func main() {
    while true {
      let first = locked {
        withUnsafeMutableBytes(of: &packet) { raw in
          locked {
            __compiler_memory_barrier()
            dma_channel_transfer_from_buffer_now(0, raw.baseAddress, 4)
            dma_channel_wait_for_finish_blocking(0)
          }
          return raw[0]
        }
      }
      packet.0 = first &+ 1
    }
  }
}
