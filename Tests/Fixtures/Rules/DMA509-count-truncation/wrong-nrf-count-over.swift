// platform: nrf52840
import NRFX

nonisolated(unsafe) let big = UnsafeMutablePointer<UInt8>.allocate(capacity: 70_000)
func send() -> Bool {
  for i in 0..<70_000 { big[i] = 1 }
  guard nrfx_uarte_tx(&uarte0, big, 70_000, 0) == 0 else { return false }  // finding: DMA509
  while nrfx_uarte_tx_in_progress(&uarte0) {}
  return true
}
@main struct App {
  static func main() {
    if !send() { Error_Handler() }
    while true {}
  }
}
