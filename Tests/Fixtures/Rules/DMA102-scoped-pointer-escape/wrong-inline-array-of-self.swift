// platform: nrf52840
import NRFX

struct Beacon {
  var bytes: InlineArray<16, UInt8> = .init(repeating: 0)
  mutating func send() -> Bool {
    bytes[0] = 0x42
    let count = bytes.count
    return bytes.span.withUnsafeBytes { raw in
      let base = raw.baseAddress!.assumingMemoryBound(to: UInt8.self)
      return nrfx_uarte_tx(&uarte0, base, count, 0) == NRFX_SUCCESS  // finding: DMA102
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
