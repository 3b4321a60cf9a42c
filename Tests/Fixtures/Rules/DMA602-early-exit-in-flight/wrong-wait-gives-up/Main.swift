// Nobody looks after the frame that is late.
func badFrame(_ driver: Driver) -> UInt8? {
  driver.begin()
  guard driver.wait(turns: 1000) else { return nil }  // finding: DMA602
  return driver.frame[0]
}

@main struct Firmware {
  static func main() {
    let driver = Driver()
    if let first = badFrame(driver), first == 0xA5 { while true {} }
  }
}
