// platform: generic
// starts: 1
import NRFX

@propertyWrapper struct Waiting {
  var wrappedValue: Bool {
    didSet { if wrappedValue { while nrfx_uarte_tx_in_progress(&uarte0) {} } }
  }
}
nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func show() {
  @Waiting var finished = false
  text.initialize(repeating: 0x41, count: 8)
  guard nrfx_uarte_tx(&uarte0, text, 8, 0) == NRFX_SUCCESS else { return }
  finished = true
  text[0] = 0x42
}

@main struct Firmware {
  static func main() { while true { show() } }
}
