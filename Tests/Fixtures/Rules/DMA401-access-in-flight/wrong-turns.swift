// platform: generic
import Pico

nonisolated(unsafe) let first = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)
nonisolated(unsafe) let second = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)

// The same page, by the same counter.
func bad() {
  let pages = [first, second]
  var turn = 0
  for page in pages { page.update(repeating: 1, count: 64) }
  while turn < 1_000_000 {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, pages[turn & 1], 64)
    for i in 0..<64 {
      pages[turn & 1][i] = UInt16(i)  // finding: DMA401 "written"
    }
    dma_channel_wait_for_finish_blocking(0)
    turn += 1
  }
}

// The counter goes on first: what was the other page is the one in flight.
func badAfterTheTurn() {
  let pages = [first, second]
  var turn = 0
  for _ in 0..<100 {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, pages[turn], 64)
    turn = (turn + 1) & 1
    pages[(turn + 1) & 1][0] = 7  // finding: DMA401 "written"
    dma_channel_wait_for_finish_blocking(0)
  }
}

@main struct Firmware {
  static func main() {
    bad()
    badAfterTheTurn()
  }
}
