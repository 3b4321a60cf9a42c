// platform: generic
// starts: 2
import Pico

nonisolated(unsafe) let pages: [UnsafeMutablePointer<UInt8>] = [
  .allocate(capacity: 64), .allocate(capacity: 64),
]
nonisolated(unsafe) var isBusy: [Bool] = [false, false]

/// Which channel is busy stands in an array beside the pages.
func send(_ channel: Int, _ byte: UInt8) {
  if isBusy[channel] {
    dma_channel_wait_for_finish_blocking(UInt32(channel))
    isBusy[channel] = false
  }
  pages[channel].initialize(repeating: byte, count: 64)
  __compiler_memory_barrier()
  dma_channel_transfer_from_buffer_now(UInt32(channel), pages[channel], 64)
  isBusy[channel] = true
}

/// The same in one value.
struct Channels: ~Copyable {
  var isBusy: InlineArray<2, Bool> = [false, false]
  let pages: InlineArray<2, UnsafeMutablePointer<UInt8>> = [
    .allocate(capacity: 64), .allocate(capacity: 64),
  ]

  mutating func send(_ slot: Int, _ byte: UInt8) {
    settle(slot)
    pages[slot].initialize(repeating: byte, count: 64)
    __compiler_memory_barrier()
    dma_channel_transfer_from_buffer_now(UInt32(slot + 2), pages[slot], 64)
    isBusy[slot] = true
  }

  mutating func settle(_ slot: Int) {
    guard isBusy[slot] else { return }
    dma_channel_wait_for_finish_blocking(UInt32(slot + 2))
    isBusy[slot] = false
  }
}

@main struct Firmware {
  static func main() {
    var channels = Channels()
    var n = 0
    while true {
      send(n & 1, 1)
      channels.send(n & 1, 2)
      n += 1
    }
  }
}
