// platform: generic
// starts: 1
// Whoever reads what the device wrote has fenced: the same condition decides both.
import Barriers
import Pico

nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)

func transfer(keeps: Bool) -> UInt32 {
  dma_channel_transfer_to_buffer_now(3, words, 64)
  while dma_channel_is_busy(3) {}
  if keeps { __dmb() }
  signal()
  if keeps { return words[0] }
  return 0
}

nonisolated(unsafe) var count = 0
func signal() { count += 1 }

@main struct Firmware {
  static func main() {
    while true { _ = transfer(keeps: count & 1 == 0) }
  }
}
