// platform: generic
import NRFX

// One path asks the engine to stop, which is attending to it; the other just leaves.
nonisolated(unsafe) let inbox = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func receive(_ isUrgent: Bool) {
  guard nrfx_uarte_rx(&uarte0, inbox, 8) == NRFX_SUCCESS else { return }
  if isUrgent { return }  // finding: DMA602
  guard nrfx_uarte_rx_abort(&uarte0, true, false) == NRFX_SUCCESS else { fatalError() }
}

@main struct Firmware {
  static func main() {
    receive(nrfx_uarte_tx_in_progress(&uarte0))
    while true {}
  }
}
