// dmalint:ignore-file DMA4 the display shows a torn frame, and nobody minds

func goodScribble(_ driver: Driver, _ bytes: UnsafeMutablePointer<UInt8>) {
  guard driver.send(bytes) else { fatalError() }
  bytes[0] = 1
  driver.wait()
}

@main struct Firmware {
  static func main() {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    bytes.initialize(repeating: 0, count: 8)
    goodScribble(Driver(), bytes)
  }
}
