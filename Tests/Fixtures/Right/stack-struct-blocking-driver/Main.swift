// platform: generic
// starts: 1
struct Packet { var a: UInt32 = 1; var b: UInt32 = 2 }

@main struct Firmware {
  static func main() {
    let radio = Radio()
    while true {
      var packet = Packet()
      packet.b = 9
      withUnsafeBytes(of: &packet) { radio.transmit($0) }
    }
  }
}
