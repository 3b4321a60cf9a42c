import NRFX

// The owner ends with the scope, and the receiver writes on.
func badListen() -> Bool {
  let buffer = Buffer(count: 32)
  // finding: DMA105 "'self.bytes'"
  return nrfx_uarte_rx(&uarte0, buffer.bytes.baseAddress, 32) == NRFX_SUCCESS
}

// `consume` ends it even earlier.
func badConsume() -> Bool {
  let buffer = Buffer(count: 32)
  guard nrfx_uarte_rx(&uarte0, buffer.bytes.baseAddress, 32) == NRFX_SUCCESS else { return false }
  _ = consume buffer  // finding: DMA105
  return nrfx_uarte_rx_abort(&uarte0, true, true) == NRFX_SUCCESS
}

@main struct Firmware {
  static func main() {
    if badListen() || badConsume() { while true {} }
  }
}
