// The wait is over, and nothing says so to the optimiser.
func badLength(_ receiver: Receiver) -> Int {
  receiver.arm()
  receiver.wait()
  return Int(receiver.packet[0])  // finding: DMA202
}

@main struct Firmware {
  static func main() {
    let receiver = Receiver()
    while badLength(receiver) != 0 {}
  }
}
