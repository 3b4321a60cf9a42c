/// A place in the text of a dump. Reading beyond the end gives zeros; nothing here can trap.
///
/// Newlines are blanks: where a line ends matters only to who skips to it.
struct IRCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = min(max(end, 0), bytes.count)
    index = min(max(start, 0), self.end)
  }

  var isAtEnd: Bool { index >= end }

  func byte(at offset: Int) -> UInt8 {
    let position = index &+ offset
    return position >= 0 && position < end ? bytes[position] : 0
  }

  var current: UInt8 { index < end ? bytes[index] : 0 }

  mutating func advance(_ count: Int = 1) { index = min(index + count, end) }

  mutating func move(to position: Int) { index = min(max(position, 0), end) }

  func slice(from start: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    bytes[min(max(start, 0), index)..<index]
  }

  func text(from start: Int) -> String { String(decoding: slice(from: start), as: UTF8.self) }

  /// Passes blanks, newlines and comments.
  mutating func skipBlanks() {
    while index < end {
      switch bytes[index] {
      case Ascii.space, Ascii.tab, Ascii.lineFeed, Ascii.carriageReturn: index += 1
      case Ascii.semicolon: skipLine()
      default: return
      }
    }
  }

  /// Goes to the end of the line, before its newline.
  mutating func skipLine() {
    while index < end, bytes[index] != Ascii.lineFeed { index += 1 }
  }

  /// Passes one punctuation mark with the blanks before it; stays where it is if another follows.
  mutating func skip(_ mark: UInt8) -> Bool {
    let start = index
    skipBlanks()
    guard current == mark, index < end else {
      index = start
      return false
    }
    index += 1
    return true
  }

  static func isWord(_ byte: UInt8) -> Bool {
    Ascii.isLetter(byte) || Ascii.isDigit(byte) || byte == Ascii.underscore || byte == Ascii.dot
      || byte == Ascii.dollar || byte == Ascii.minus
  }

  /// Passes the word if it is this one.
  mutating func skip(word: StaticString) -> Bool {
    let start = index
    skipBlanks()
    guard isWord(word) else {
      index = start
      return false
    }
    index += word.utf8CodeUnitCount
    return true
  }

  /// Whether this word stands here.
  func isWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= end else { return false }
    let matches = word.withUTF8Buffer { text in
      for offset in 0..<count where text[offset] != bytes[index + offset] { return false }
      return true
    }
    return matches && !IRCursor.isWord(byte(at: count))
  }

  /// The word that stands here, passed; empty where none does.
  mutating func word() -> String {
    skipBlanks()
    let start = index
    while index < end, IRCursor.isWord(bytes[index]) { index += 1 }
    return text(from: start)
  }

  /// The word that stands here, not passed.
  func peekWord() -> String {
    var copy = self
    return copy.word()
  }

  /// The name behind `@`, `%`, `$` or `!`: words, or a string in quotes with `\xx` escapes.
  mutating func name() -> String {
    guard current == Ascii.quote else {
      let start = index
      while index < end, IRCursor.isWord(bytes[index]) { index += 1 }
      return text(from: start)
    }
    return string()
  }

  /// A string in quotes, passed; escapes are two hexadecimal digits.
  mutating func string() -> String {
    guard current == Ascii.quote else { return "" }
    index += 1
    let start = index
    var hasEscapes = false
    while index < end, bytes[index] != Ascii.quote {
      if bytes[index] == Ascii.backslash { hasEscapes = true }
      index += 1
    }
    let raw = slice(from: start)
    if index < end { index += 1 }
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var decoded: [UInt8] = []
    var position = raw.startIndex
    while position < raw.endIndex {
      let byte = raw[position]
      if byte == Ascii.backslash, position + 2 < raw.endIndex, let high = hex(raw[position + 1]),
        let low = hex(raw[position + 2])
      {
        decoded.append(high << 4 | low)
        position += 3
      } else if byte == Ascii.backslash, position + 1 < raw.endIndex,
        raw[position + 1] == Ascii.backslash
      {
        decoded.append(byte)
        position += 2
      } else {
        decoded.append(byte)
        position += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private func hex(_ byte: UInt8) -> UInt8? {
    if Ascii.isDigit(byte) { return byte - Ascii.zero }
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : nil
  }

  /// A decimal number, passed; wraps where it is too large.
  mutating func number() -> UInt64? {
    skipBlanks()
    guard Ascii.isDigit(current) else { return nil }
    var value: UInt64 = 0
    while index < end, Ascii.isDigit(bytes[index]) {
      value = value &* 10 &+ UInt64(bytes[index] - Ascii.zero)
      index += 1
    }
    return value
  }

  /// A number with a sign, as integer constants are written.
  mutating func integer() -> Int64? {
    let isNegative = skip(Ascii.minus)
    guard let value = number() else { return nil }
    let signed = Int64(bitPattern: value)
    return isNegative ? 0 &- signed : signed
  }

  /// Passes what stands in brackets, nested ones and strings included, up to the closing one.
  mutating func skipBalanced() {
    var depth = 0
    while index < end {
      switch bytes[index] {
      case Ascii.leftParenthesis, Ascii.leftBrace, Ascii.leftBracket: depth += 1
      case Ascii.rightParenthesis, Ascii.rightBrace, Ascii.rightBracket:
        depth -= 1
        if depth <= 0 {
          index += 1
          return
        }
      case Ascii.quote:
        index += 1
        while current != Ascii.quote, current != Ascii.lineFeed, !isAtEnd { index += 1 }
      default: break
      }
      index += 1
    }
  }
}
