import Radio

@main struct Firmware {
  static func main() {
    var sequence: UInt8 = 0
    while true {
      radio_ping(sequence)
      sequence &+= 1
    }
  }
}
