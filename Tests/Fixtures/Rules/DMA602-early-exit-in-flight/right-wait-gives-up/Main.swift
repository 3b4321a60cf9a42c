// A frame that is late is called off.
func goodFrame(_ driver: Driver) -> UInt8? {
  driver.begin()
  guard driver.wait(turns: 1000) else {
    driver.cancel()
    return nil
  }
  return driver.frame[0]
}

@main struct Firmware {
  static func main() {
    let driver = Driver()
    while goodFrame(driver) != 0xA5 {}
  }
}
