/// A comment of a Swift file, its delimiters included and its line break not.
public struct Comment: Hashable, Sendable {
  public enum Form: Sendable { case line, block }

  public var form: Form
  public var range: ByteRange

  /// The comments of a file in order: they lie in the gaps between its `tokens`.
  public static func comments(of source: [UInt8], tokens: [Token]) -> [Comment] {
    source.withUnsafeBufferPointer { bytes in
      var comments: [Comment] = []
      var gap = 0
      for token in tokens {
        appendComments(in: gap, Int(token.start), of: bytes, to: &comments)
        gap = Int(token.end)
      }
      return comments
    }
  }

  private static func appendComments(
    in start: Int, _ end: Int, of bytes: UnsafeBufferPointer<UInt8>, to comments: inout [Comment]
  ) {
    var index = start
    while index + 1 < end {
      switch (bytes[index], bytes[index + 1]) {
      case (Ascii.slash, Ascii.slash):
        let commentEnd = bytes.endOfLine(from: index)
        comments.append(Comment(form: .line, range: ByteRange(index, commentEnd)))
        index = commentEnd
      case (Ascii.slash, Ascii.star):
        let commentEnd = bytes.endOfBlockComment(from: index)
        comments.append(Comment(form: .block, range: ByteRange(index, commentEnd)))
        index = commentEnd
      case (Ascii.pound, Ascii.exclamation):
        index = bytes.endOfLine(from: index)
      default:
        index += 1
      }
    }
  }
}

extension ByteRange {
  fileprivate init(_ start: Int, _ end: Int) {
    self.init(UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the line that holds `index` ends, before its line break.
  func endOfLine(from index: Int) -> Int { endOfLine(from: index, before: count) }

  /// Where the first line break in `index..<limit` is, or `limit`.
  func endOfLine(from index: Int, before limit: Int) -> Int {
    var end = index
    // Eight bytes at a time: comments are a good part of most files.
    let raw = UnsafeRawBufferPointer(self)
    while end + 8 <= limit {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: end, as: UInt64.self))
      let breaks = zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      if breaks != 0 { return end + breaks.trailingZeroBitCount / 8 }
      end += 8
    }
    while end < limit, self[end] != Ascii.lineFeed, self[end] != Ascii.carriageReturn { end += 1 }
    return end
  }

  /// Where the run of spaces and tabs at `index` ends.
  @inline(__always)
  func endOfBlanks(from index: Int) -> Int {
    var end = index
    while end < count, self[end] == Ascii.space || self[end] == Ascii.tab { end += 1 }
    return end
  }

  /// Where the block comment that starts at `index` ends, those nested in it included.
  func endOfBlockComment(from index: Int) -> Int {
    var end = index + 2
    var depth = 1
    while end < count {
      let byte = self[end]
      end += 1
      guard byte == Ascii.star || byte == Ascii.slash, end < count else { continue }
      if byte == Ascii.star, self[end] == Ascii.slash {
        end += 1
        depth -= 1
        if depth == 0 { return end }
      } else if byte == Ascii.slash, self[end] == Ascii.star {
        end += 1
        depth += 1
      }
    }
    return count
  }

  /// A word with the highest bit set in the bytes that are zero in `word`; the lowest one is exact.
  @inline(__always)
  private func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
