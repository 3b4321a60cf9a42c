import NRFX

// The receiver has stopped before the owner ends.
func goodListen() -> Bool {
  let buffer = Buffer(count: 32)
  guard nrfx_uarte_rx(&uarte0, buffer.bytes.baseAddress, 32) == NRFX_SUCCESS else { return false }
  return nrfx_uarte_rx_abort(&uarte0, true, true) == NRFX_SUCCESS
}

// Handing the owner on does not end it.
func goodHandOn() -> Buffer {
  let buffer = Buffer(count: 32)
  buffer.bytes[0] = 1
  if nrfx_uarte_tx(&uarte0, buffer.bytes.baseAddress, 32, 0) != NRFX_SUCCESS { fatalError() }
  return buffer
}

@main struct Firmware {
  static func main() {
    guard goodListen() else { fatalError() }
    let buffer = goodHandOn()
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    _ = consume buffer
    while true {}
  }
}
