// platform: nrf52840
import NRFX
import Banner
func send() -> Bool {
  withUnsafePointer(to: &banner.0) { p in
    guard nrfx_uarte_tx(&uarte0, p, 16, 0) == 0 else { return false }  // finding: DMA502
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    return true
  }
}
@main struct App {
  static func main() {
    if !send() { Error_Handler() }
    while true {}
  }
}
