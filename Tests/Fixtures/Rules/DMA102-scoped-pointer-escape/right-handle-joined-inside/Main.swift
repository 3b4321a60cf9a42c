/// Lets a driver fill memory, whatever the memory is.
func filling(_ memory: inout [UInt8], _ body: (UnsafeMutableRawBufferPointer) -> Void) {
  memory.withUnsafeMutableBytes { body($0) }
}

// The ticket does not leave the closure that makes the pointer.
func goodReceive(_ channel: Channel) -> UInt8 {
  var answer = [UInt8](repeating: 0, count: 32)
  filling(&answer) { bytes in
    let ticket = channel.receive(bytes)
    ticket.join()
  }
  return answer[0]
}

@main struct Firmware {
  static func main() {
    let channel = Channel(base: 0x4002_6410)
    while goodReceive(channel) != 0xFF {}
  }
}
