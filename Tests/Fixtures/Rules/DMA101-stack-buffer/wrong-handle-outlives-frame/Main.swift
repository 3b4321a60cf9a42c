func address(of pointer: UnsafeMutableRawPointer) -> UInt32 { UInt32(UInt(bitPattern: pointer)) }

// The handle is joined, but by a caller: the buffer is gone before that.
func badBegin(_ link: Link) -> Transfer {
  var header: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)  // label: "stack frame"
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
