// platform: nrf52840
import NRFX
func makeFrame() -> UnsafeMutableBufferPointer<UInt8> {
  let frame = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 32)
  for (i, b) in [UInt8(1), 2, 3].enumerated() { frame[i] = b }
  return frame
}
@main struct Firmware {
  static func main() {
    let frame = makeFrame()
    let result = nrfx_uarte_tx(&uarte0, frame.baseAddress, frame.count, 0)  // finding: DMA803
    guard result == NRFX_SUCCESS else { return }
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    while true {}
  }
}
