// A buffer that is a value moves into the transfer and out of it, and the engine writes where it was.
// unseen instant
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    dmb_osh()
    control.store(Self.active)  // finding: DMA102 "outlives the closure"
  }
}

struct Transfer<Buffer> {
  private var buffer: Buffer
  private let port: Port

  init(readingInto buffer: Buffer, from port: Port) {
    self.buffer = buffer
    self.port = port
    withUnsafeMutableBytes(of: &self.buffer) {
      port.startReading($0.bindMemory(to: UInt32.self))
    }
  }  // finding: DMA104 "another address"

  func wait() -> Buffer {
    while !port.isDone {}
    dmb_osh()
    return buffer
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    port.awaitLetters()
    let words: InlineArray<4, UInt32> = .init(repeating: 46)
    let filled = Transfer(readingInto: words, from: port).wait()
    port.write(UInt8(truncatingIfNeeded: filled[0]))
    halt()
  }
}
