// The ticket is joined, but the pointer it is about was good inside the closure only.
func badReceive(_ channel: Channel) -> UInt32 {
  var answer = (UInt32(0), UInt32(0), UInt32(0), UInt32(0))
  let ticket = withUnsafeMutableBytes(of: &answer) { channel.receive($0) }
  ticket.join()
  return answer.0
}

@main struct Firmware {
  static func main() {
    let channel = Channel(base: 0x4002_6410)
    while badReceive(channel) != 0xFFFF {}
  }
}
