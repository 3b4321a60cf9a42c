// The first stab: a pointer goes in, and nothing keeps anybody from what lies behind it.
// unseen instant
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    dmb_osh()
    control.store(Self.active)
  }
}

struct Transfer {
  let port: Port

  func wait() {
    while !port.isDone {}
    dmb_osh()
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    let words = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 4)
    words.initialize(repeating: 0)
    port.awaitLetters()
    port.startReading(words)
    let transfer = Transfer(port: port)
    let first = words[0]  // finding: DMA401 "read"
    transfer.wait()
    port.write(UInt8(truncatingIfNeeded: first))
    halt()
  }
}
