// platform: nrf52840
import NRFX

let greeting: [UInt8] = [0x68, 0x65, 0x6C, 0x6C, 0x6F]
let farewell: InlineArray<3, UInt8> = [0x62, 0x79, 0x65]

// What `let` writes out in literals is constant data, the elements of arrays included.
func hello() -> Bool {
  greeting.withUnsafeBufferPointer { bytes in
    let status = nrfx_uarte_tx(&uarte0, bytes.baseAddress!, bytes.count, 0)  // finding: DMA502
    guard status == NRFX_SUCCESS else { return false }
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    return true
  }
}

func bye() -> Bool {
  farewell.span.withUnsafeBufferPointer { bytes in
    let status = nrfx_uarte_tx(&uarte0, bytes.baseAddress!, bytes.count, 0)  // finding: DMA502
    guard status == NRFX_SUCCESS else { return false }
    while nrfx_uarte_tx_in_progress(&uarte0) {}
    return true
  }
}

@main struct App {
  static func main() {
    while hello() && bye() {}
  }
}
