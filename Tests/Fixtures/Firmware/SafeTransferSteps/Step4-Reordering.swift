// The transfer owns the port. But nothing keeps the compiler and the processor from moving what is done to
// the buffer over the transfer.
// unseen order
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    control.store(Self.active)  // finding: DMA201 "nothing orders"
  }
}

struct Transfer: ~Copyable {
  private let port: Port

  init(readingInto words: UnsafeMutableBufferPointer<UInt32>, from port: consuming Port) {
    port.startReading(words)
    self.port = port
  }

  consuming func wait() -> Port {
    while !port.isDone {}
    return port
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    let words = staticWords()
    port.awaitLetters()
    words[0] = 46
    let free = Transfer(readingInto: words, from: port).wait()
    free.write(UInt8(truncatingIfNeeded: words[0]))  // finding: DMA202 "nothing orders"
    halt()
  }
}
