// The transmitter orders what the frame has written.
func goodPoll(_ node: UInt8, _ frame: Frame, _ transmitter: Transmitter) {
  frame.encode(node: node) { $0 &* node }
  transmitter.send(at: frame.address)
  transmitter.finish()
}

@main struct Firmware {
  static func main() {
    let frame = Frame()
    let transmitter = Transmitter()
    while true {
      for node in 1..<32 { goodPoll(UInt8(node), frame, transmitter) }
    }
  }
}
