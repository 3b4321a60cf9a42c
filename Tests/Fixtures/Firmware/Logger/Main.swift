/// The identity goes out from the stack; nobody waits before the frame ends.
func announce(_ serial: UInt32, on stream: Stream) {
  var words: (UInt32, UInt32) = (0x1D, serial)
  withUnsafeMutableBytes(of: &words) { raw in
    stream.start(raw.bindMemory(to: UInt32.self), to: 0x4001_1004)
  }
}

@main struct Firmware {
  static func main() {
    let logger = Logger()
    for time in 0..<10 { logger.send(7, at: UInt32(time)) }
    do throws(LogError) {
      try logger.send(8, at: 10, spins: 1000)
    } catch {
      logger.sendLast(9)
    }
    announce(0x1234, on: Stream(base: 0x4002_6410))
    while true {}
  }
}
