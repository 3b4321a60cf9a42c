// platform: generic
// starts: 1
import Pico

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    memory.initialize(repeating: 0, count: 16)
    rows: for row in 0..<4 as Range<UInt8> {
      memory[0] = row
      __compiler_memory_barrier()
      dma_channel_transfer_from_buffer_now(1, memory, 16)
      var turn = 0
      while true {
        if !dma_channel_is_busy(1) { continue rows }
        turn += 1
        if turn == 999 {
          dma_channel_abort(1)
          break rows
        }
      }
    }
    memory.deallocate()
  }
}
