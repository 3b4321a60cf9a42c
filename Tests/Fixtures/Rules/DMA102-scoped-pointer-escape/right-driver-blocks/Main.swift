struct Row {
  var pixels: (UInt16, UInt16, UInt16, UInt16)
}

// The driver is done with the pointer when it returns.
func goodFill(_ panel: Panel, colour: UInt16) {
  var row = Row(pixels: (colour, colour, colour, colour))
  withUnsafeBytes(of: &row) { panel.push($0) }
}

@main struct Firmware {
  static func main() {
    let panel = Panel(channel: 2, port: UnsafeMutableRawPointer(bitPattern: 0x4003_C008)!)
    while true { goodFill(panel, colour: 0xF800) }
  }
}
