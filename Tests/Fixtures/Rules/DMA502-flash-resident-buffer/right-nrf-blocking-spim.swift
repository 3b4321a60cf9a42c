// platform: nrf52840
import NRFX

nonisolated(unsafe) var command: InlineArray<4, UInt8> = [0x1F, 0, 0, 0]
nonisolated(unsafe) var answer: InlineArray<4, UInt8> = .init(repeating: 0)

// Without a handler the driver waits by itself, and the variable is in RAM.
func identify() -> UInt8? {
  withUnsafeMutableBytes(of: &command) { sent in
    withUnsafeMutableBytes(of: &answer) { received -> UInt8? in
      var transfer = nrfx_spim_xfer_desc_t(
        p_tx_buffer: UnsafePointer(sent.baseAddress!.assumingMemoryBound(to: UInt8.self)),
        tx_length: 4, p_rx_buffer: received.baseAddress!.assumingMemoryBound(to: UInt8.self),
        rx_length: 4)
      guard nrfx_spim_xfer(&spim2, &transfer, 0) == NRFX_SUCCESS else { return nil }
      return received[1]
    }
  }
}

@main struct App {
  static func main() {
    while identify() != nil {}
  }
}
