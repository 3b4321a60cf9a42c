// platform: nrf52840
import NRFX

struct Beacon {
  var bytes: InlineArray<16, UInt8> = .init(repeating: 0)
  mutating func send() -> Bool {
    bytes[0] = 0x42
    let count = bytes.count
    return bytes.span.withUnsafeBytes { raw in
      nrfx_uarte_tx(&uarte0, raw.baseAddress!.assumingMemoryBound(to: UInt8.self), count, 0)  // finding: DMA102
        == NRFX_SUCCESS
    }
  }
}
func announce() -> Bool {
  var beacon = Beacon()
  return beacon.send()
}
@main struct Firmware {
  static func main() {
    if !announce() { fatalError() }
    while true {}
  }
}
