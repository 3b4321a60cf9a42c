// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let block = UnsafeMutablePointer<UInt16>.allocate(capacity: 128)
nonisolated(unsafe) var slots: InlineArray<2, InlineArray<32, UInt8>> = .init(
  repeating: .init(repeating: 0))

func halves() {
  var half = 0
  for i in 0..<64 { block[i] = 0x8000 }
  for _ in 0..<100 {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, block + half * 64, 64)
    let other = 1 - half
    for i in 0..<64 { block[other * 64 + i] = 1 }
    dma_channel_wait_for_finish_blocking(0)
    half = other
  }
}

@main struct Firmware {
  static func main() {
    halves()
    withUnsafeMutablePointer(to: &slots) { base in
      let bytes = UnsafeMutableRawPointer(base).assumingMemoryBound(to: UInt8.self)
      var n = 0
      while true {
        let mine = bytes + (n & 1) * 32
        for i in 0..<32 { mine[i] = UInt8(truncatingIfNeeded: n) }
        dma_channel_wait_for_finish_blocking(4)
        __compiler_memory_barrier()
        dma_channel_transfer_from_buffer_now(4, mine, 32)
        n += 1
      }
    }
  }
}
