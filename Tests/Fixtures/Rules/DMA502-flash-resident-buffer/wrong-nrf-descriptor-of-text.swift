// platform: nrf52840
import NRFX

let command: StaticString = "\u{1F}\0\0\0"

// The descriptor's members are its buffers. Nobody gives the driver a handler: it blocks.
func identify() -> Bool {
  var transfer = nrfx_spim_xfer_desc_t(
    p_tx_buffer: command.utf8Start, tx_length: 4, p_rx_buffer: nil, rx_length: 0)
  let status = nrfx_spim_xfer(&spim2, &transfer, 0)  // finding: DMA502
  return status == NRFX_SUCCESS
}

@main struct App {
  static func main() {
    while identify() {}
  }
}
