func peak(of window: some Sequence<UInt16>) -> UInt16 {
  var peak: UInt16 = 0
  for sample in window where sample > peak { peak = sample }
  return peak
}

// The handle gives the memory back only when it ends.
func goodPeak(_ memory: UnsafeMutableBufferPointer<UInt16>) -> UInt16 {
  let capture = Capture(into: memory)
  return peak(of: capture.finish())
}

@main struct Firmware {
  static func main() {
    let memory = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: 128)
    while goodPeak(memory) < 2048 {}
  }
}
