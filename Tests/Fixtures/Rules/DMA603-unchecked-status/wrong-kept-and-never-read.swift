// platform: generic
import NRFX

nonisolated(unsafe) let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

func log() {
  let result = nrfx_uarte_tx(&uarte0, frame, 32, 0)  // finding: DMA603
  while nrfx_uarte_tx_in_progress(&uarte0) {}
}

@main struct Firmware {
  static func main() {
    frame.initialize(repeating: 0x20, count: 32)
    while true { log() }
  }
}
