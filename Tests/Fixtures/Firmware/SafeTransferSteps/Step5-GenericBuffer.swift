// Any buffer will do, an array as well: its storage is the closure's for as long as the closure runs.
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

protocol ReadBuffer {
  mutating func withWords(_ body: (UnsafeMutableBufferPointer<UInt32>) -> Void)
}

extension Array<UInt32>: ReadBuffer {
  mutating func withWords(_ body: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
    withUnsafeMutableBufferPointer { body($0) }
  }
}

struct Transfer<Buffer: ReadBuffer> {
  private var buffer: Buffer
  private let port: Port

  init(readingInto buffer: Buffer, from port: Port) {
    self.buffer = buffer
    self.port = port
    self.buffer.withWords { port.startReading($0) }
  }

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
    let words: [UInt32] = [46, 46, 46, 46]
    for word in Transfer(readingInto: words, from: port).wait() {
      port.write(UInt8(truncatingIfNeeded: word))
    }
    halt()
  }
}
