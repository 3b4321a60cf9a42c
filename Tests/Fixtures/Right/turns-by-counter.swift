// platform: generic
// starts: 3
import Pico

nonisolated(unsafe) let first = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)
nonisolated(unsafe) let second = UnsafeMutablePointer<UInt16>.allocate(capacity: 64)

/// A counter without an end; its lowest bit says whose turn it is.
func byCounter() {
  let pages = [first, second]
  var turn = 0
  for i in 0..<64 { pages[0][i] = UInt16(i) }
  while turn < 1_000_000 {
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, pages[turn & 1], 64)
    for i in 0..<64 { pages[(turn + 1) & 1][i] = UInt16(i) }
    dma_channel_wait_for_finish_blocking(0)
    turn += 1
  }
}

/// The index of the other page is made before the start.
func indexedBefore(_ turn: Int) {
  let pages = [first, second]
  let now = turn % 2
  let next = (turn + 1) % 2
  pages[now][0] = 1
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(0, pages[now], 64)
  pages[next][0] = 1
  dma_channel_wait_for_finish_blocking(0)
}

/// A flag that is toggled while the page that it meant is in flight.
func byFlag() {
  var isFirst = true
  first.update(repeating: 0x55, count: 64)
  for _ in 0..<100 {
    let page = isFirst ? first : second
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(0, page, 64)
    isFirst.toggle()
    let other = isFirst ? first : second
    other.update(repeating: 0xaa, count: 64)
    dma_channel_wait_for_finish_blocking(0)
  }
}

@main struct Firmware {
  static func main() {
    byCounter()
    for turn in 0..<8 { indexedBefore(turn) }
    byFlag()
  }
}
