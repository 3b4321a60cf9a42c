// platform: generic
// starts: 1
@main struct Firmware {
  static func main() {
    var frame = Owned<UInt16>(12, 0)
    for value in 0..<5 as Range<UInt16> {
      frame[0] = value
      frame.lend(to: 6)
    }
  }
}
