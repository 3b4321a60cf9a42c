import NRFX

nonisolated(unsafe) var transfersDone: UInt32 = 0
nonisolated(unsafe) let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)

@c(SPIM2_SPIS2_SPI2_IRQHandler)
func transferred() { transfersDone &+= 1 }

// A closure hides the plain flag from the eye, not from the optimiser.
func badTransfer() -> UInt8 {
  let before = transfersDone
  var description = nrfx_spim_xfer_desc_t()
  description.p_rx_buffer = buffer
  description.rx_length = 8
  guard nrfx_spim_xfer(&spim2, &description, 0) == NRFX_SUCCESS else { return 0 }
  spin { transfersDone != before }
  return buffer[0]
}

@main struct Firmware {
  static func main() {
    while badTransfer() == 0 {}
  }
}
