nonisolated(unsafe) let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
// The start is in an extension of a protocol, the fill in the caller.
func badSend<P: Port>(_ value: UInt32, over port: P) {
  for i in 0..<4 { words[i] = value &+ UInt32(i) }
  port.kick(UInt32(UInt(bitPattern: words)))
  port.settle()
}
@main struct Firmware {
  static func main() {
    while true { badSend(3, over: Stream5()) }
  }
}
