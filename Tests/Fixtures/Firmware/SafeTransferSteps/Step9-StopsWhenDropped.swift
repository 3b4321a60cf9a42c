// The destructor stops the engine before the buffer is freed: nothing is left to find, and the letters
// are printed.
// prints abcd
import CPU

extension Port {
  /// Fills the words in the background.
  func startReading(_ words: UnsafeMutableBufferPointer<UInt32>) {
    blockAddress.store(describe(words))
    dmb_osh()
    control.store(Self.active)
  }
}

struct HeapBuffer: ~Copyable {
  let words: UnsafeMutableBufferPointer<UInt32>

  init() {
    words = .allocate(capacity: 4)
    words.initialize(repeating: 46)
  }

  deinit { words.deallocate() }
}

struct Transfer: ~Copyable {
  private var buffer: HeapBuffer?
  private let port: Port

  init(readingInto buffer: consuming HeapBuffer, from port: Port) {
    port.startReading(buffer.words)
    self.port = port
    self.buffer = consume buffer
  }

  deinit { if buffer != nil { port.stop() } }

  consuming func wait() -> HeapBuffer? {
    while !port.isDone {}
    dmb_osh()
    return buffer.take()
  }
}

@main struct Firmware {
  static func main() {
    let port = Port()
    port.awaitLetters()
    guard let filled = Transfer(readingInto: HeapBuffer(), from: port).wait() else { halt() }
    for word in filled.words { port.write(UInt8(truncatingIfNeeded: word)) }
    drop(Transfer(readingInto: HeapBuffer(), from: port))
    port.write("\n[1] Done.\n")
    halt()
  }

  static func drop(_ transfer: consuming Transfer) {}
}
