// platform: generic
import NRFX

@propertyWrapper struct Clamped {
  private var value: UInt8
  init(wrappedValue: UInt8) { value = min(wrappedValue, 0x7F) }
  var wrappedValue: UInt8 {
    get { value }
    set { value = min(newValue, 0x7F) }
  }
}
nonisolated(unsafe) let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

func show() {
  @Clamped var letter: UInt8 = 0x41
  text.initialize(repeating: letter, count: 8)
  guard nrfx_uarte_tx(&uarte0, text, 8, 0) == NRFX_SUCCESS else { return }
  letter = 0x90
  text[0] = letter  // finding: DMA401
  while nrfx_uarte_tx_in_progress(&uarte0) {}
}

@main struct Firmware {
  static func main() { while true { show() } }
}
