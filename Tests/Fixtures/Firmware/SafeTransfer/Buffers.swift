import CPU

/// Memory that stays where it is until its owner ends, in cache lines that hold nothing else. A word
/// holds one byte for the serial port.
protocol TransferBuffer: ~Copyable {
  var words: UnsafeMutableBufferPointer<UInt32> { get }
}

extension TransferBuffer where Self: ~Copyable {
  /// Fills the buffer with a text and blanks.
  func fill(with text: StaticString) {
    for index in words.indices {
      words[index] =
        index < text.utf8CodeUnitCount ? UInt32(text.utf8Start[index]) : 32
    }
  }
}

/// Static memory, of which there is one piece.
struct StaticBuffer: ~Copyable, TransferBuffer {
  let words: UnsafeMutableBufferPointer<UInt32>

  private init(_ words: UnsafeMutableBufferPointer<UInt32>) { self.words = words }

  nonisolated(unsafe) private static var isTaken = false

  /// The piece, for the first who asks.
  static func take() -> StaticBuffer? {
    guard !isTaken else { return nil }
    isTaken = true
    let words = withUnsafeMutablePointer(to: &static_words) { words in
      UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt32.self)
    }
    return StaticBuffer(UnsafeMutableBufferPointer(start: words, count: Int(STATIC_WORDS)))
  }
}

/// Memory of the heap, freed with its owner.
struct HeapBuffer: ~Copyable, TransferBuffer {
  let words: UnsafeMutableBufferPointer<UInt32>

  init(count: Int) {
    let size = (count * 4 + Board.lineSize - 1) & ~(Board.lineSize - 1)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Board.lineSize)
    let start = memory.bindMemory(to: UInt32.self, capacity: count)
    start.initialize(repeating: 0, count: count)
    words = UnsafeMutableBufferPointer(start: start, count: count)
  }

  deinit { words.baseAddress?.deallocate() }
}
