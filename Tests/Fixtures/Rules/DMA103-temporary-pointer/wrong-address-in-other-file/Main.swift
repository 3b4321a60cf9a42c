func address(of pointer: UnsafeMutableRawPointer) -> UInt32 { UInt32(UInt(bitPattern: pointer)) }

// The address leaves the call that the pointer was made for, and the buffer its frame.
func badBegin(_ link: Link) -> Transfer {
  var header: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  return link.receive(at: address(of: &header), count: 16)
}

@main struct Firmware {
  static func main() {
    let link = Link()
    while true {
      let transfer = badBegin(link)
      transfer.join()
    }
  }
}
