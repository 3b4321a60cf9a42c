// platform: generic
@main struct Firmware {
  static func main() {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8)
    memory.initialize(repeating: 1)
    let driver = Driver(channel: Stream())
    while true {
      memory[0] &+= 1
      driver.send(UnsafeBufferPointer(memory))
    }
  }
}
