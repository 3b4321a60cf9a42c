// platform: nrf52840
import NRFX

func send() -> Bool {
  let p = UnsafePointer<UInt8>(bitPattern: 0x0007_F000 as UInt)!
  guard nrfx_uarte_tx(&uarte0, p, 64, 0) == 0 else { return false }  // finding: DMA502
  while nrfx_uarte_tx_in_progress(&uarte0) {}
  return true
}
@main struct App {
  static func main() {
    if !send() { Error_Handler() }
    while true {}
  }
}
