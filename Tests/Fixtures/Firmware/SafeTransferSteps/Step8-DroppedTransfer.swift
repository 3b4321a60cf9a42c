// A buffer of the heap is freed with the transfer that is dropped, and the engine writes on.
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

struct HeapBuffer: ~Copyable {
  let words: UnsafeMutableBufferPointer<UInt32>

  init() {
    words = .allocate(capacity: 4)
    words.initialize(repeating: 46)
  }

  deinit { words.deallocate() }
}

struct Transfer: ~Copyable {  // finding: DMA108 "frees"
  private var buffer: HeapBuffer?
  private let port: Port

  init(readingInto buffer: consuming HeapBuffer, from port: Port) {
    port.startReading(buffer.words)
    self.port = port
    self.buffer = consume buffer
  }

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
    drop(Transfer(readingInto: HeapBuffer(), from: port))
    halt()
  }

  static func drop(_ transfer: consuming Transfer) {}
}
