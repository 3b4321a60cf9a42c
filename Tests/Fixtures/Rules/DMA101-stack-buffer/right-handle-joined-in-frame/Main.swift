// The handle is joined in the frame that holds the buffer.
func goodHeader(_ link: Link) -> UInt32 {
  var header: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  withUnsafeMutableBytes(of: &header) { bytes in
    let transfer = link.receive(at: UInt32(UInt(bitPattern: bytes.baseAddress!)), count: 16)
    transfer.join()
  }
  return header.0
}

@main struct Firmware {
  static func main() {
    let link = Link()
    while goodHeader(link) != 0xFFFF_FFFF {}
  }
}
