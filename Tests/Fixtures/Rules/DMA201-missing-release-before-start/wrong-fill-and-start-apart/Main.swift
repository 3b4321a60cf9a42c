// Neither the one who fills nor the one who starts orders anything.
func badPoll(_ node: UInt8, _ frame: Frame, _ transmitter: Transmitter) {
  frame.encode(node: node) { $0 &* node }
  transmitter.send(at: frame.address)
  transmitter.finish()
}

@main struct Firmware {
  static func main() {
    let frame = Frame()
    let transmitter = Transmitter()
    while true {
      for node in 1..<32 { badPoll(UInt8(node), frame, transmitter) }
    }
  }
}
