// A comment reaches its own file only.
func badWrite(_ driver: Driver, _ bytes: UnsafeMutablePointer<UInt8>) {
  guard driver.send(bytes) else { fatalError() }
  bytes[0] = 1  // finding: DMA401
  driver.wait()
}

@main struct Firmware {
  static func main() {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    bytes.initialize(repeating: 0, count: 8)
    badWrite(Driver(), bytes)
  }
}
