// The wait orders what comes after it.
func goodLength(_ receiver: Receiver) -> Int {
  receiver.arm()
  receiver.wait()
  return Int(receiver.packet[0])
}

@main struct Firmware {
  static func main() {
    let receiver = Receiver()
    while goodLength(receiver) != 0 {}
  }
}
