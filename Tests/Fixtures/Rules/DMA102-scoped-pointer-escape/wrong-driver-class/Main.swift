struct Row {
  var pixels: (UInt16, UInt16, UInt16, UInt16)
}

// The driver does not say that it keeps the pointer.
func badFill(_ panel: Panel, colour: UInt16) {
  var row = Row(pixels: (colour, colour, colour, colour))
  withUnsafeBytes(of: &row) { panel.push($0) }  // label: "makes the pointer here"
  panel.settle()
}

@main struct Firmware {
  static func main() {
    let panel = Panel(channel: 2, port: UnsafeMutableRawPointer(bitPattern: 0x4003_C008)!)
    while true { badFill(panel, colour: 0xF800) }
  }
}
