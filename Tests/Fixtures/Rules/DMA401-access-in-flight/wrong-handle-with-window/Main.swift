func peak(of window: some Sequence<UInt16>) -> UInt16 {
  var peak: UInt16 = 0
  for sample in window where sample > peak { peak = sample }  // finding: DMA401
  return peak
}

// The handle lets everybody look while the capture goes on.
func badPeak(_ memory: UnsafeMutableBufferPointer<UInt16>) -> UInt16 {
  let capture = Capture(into: memory)
  let early = peak(of: capture.window)
  _ = capture.finish()
  return early
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: 128)
    while badPeak(memory) < 2048 {}
  }
}
