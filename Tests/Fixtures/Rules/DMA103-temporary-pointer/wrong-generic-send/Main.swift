struct Ping: Packet {
  var kind: UInt8 = 1
  var sequence: UInt8
  var length: Int { 2 }
}

@main struct Firmware {
  static func main() {
    let radio = Radio()
    if !radio.badSend(Ping(sequence: 1)) { fatalError() }
    while true {}
  }
}
