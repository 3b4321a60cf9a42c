// platform: generic
// starts: 1
import Pico

nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func capture() -> UInt8 {
  let before = finished.load(ordering: .relaxed)
  dma_channel_set_irq0_enabled(3, true)
  dma_channel_transfer_to_buffer_now(3, inbox, 32)
  while finished.load(ordering: .acquiring) == before {}
  return inbox[0]
}

@main struct Firmware {
  static func main() { while capture() != 1 {} }
}
