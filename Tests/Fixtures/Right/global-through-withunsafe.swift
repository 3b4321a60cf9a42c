// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) var frame: InlineArray<16, UInt8> = .init(repeating: 0)

func push(_ value: UInt8) {
  dma_channel_wait_for_finish_blocking(4)
  frame[0] = value
  withUnsafeBytes(of: &frame) { raw in
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(4, raw.baseAddress, 16)
  }
}

@main struct Firmware {
  static func main() { while true { push(1); sleep_ms(10) } }
}
