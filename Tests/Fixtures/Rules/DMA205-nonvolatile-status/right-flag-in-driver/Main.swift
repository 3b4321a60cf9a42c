import HAL

// The flag is atomic, and its load orders the read of the registers.
func goodAcceleration() -> UInt8? {
  guard bus.read(0xD0) else { return nil }
  bus.wait()
  return bus.registers[0]
}

@main struct Firmware {
  static func main() {
    while goodAcceleration() != nil { HAL_Delay(10) }
  }
}
