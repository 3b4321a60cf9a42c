// Static memory outlives every frame. But the port is used beside the transfer that it serves.
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

extension Port {
  func read() -> UInt32 {
    data.load()  // finding: DMA403 "data register"
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
    let words = staticWords()
    port.awaitLetters()
    port.startReading(words)
    let transfer = Transfer(port: port)
    let stolen = port.read()
    transfer.wait()
    port.write(UInt8(truncatingIfNeeded: stolen))
    port.write(UInt8(truncatingIfNeeded: words[0]))
    halt()
  }
}
