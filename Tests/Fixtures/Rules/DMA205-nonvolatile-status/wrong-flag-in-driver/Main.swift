import HAL

// The flag is plain, a file and a class away.
func badAcceleration() -> UInt8? {
  guard bus.read(0xD0) else { return nil }
  bus.wait()
  return bus.registers[0]
}

@main struct Firmware {
  static func main() {
    while badAcceleration() != nil { HAL_Delay(10) }
  }
}
