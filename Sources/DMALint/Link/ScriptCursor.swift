/// Walks over the bytes of a linker script. Whether `*` or `-` belongs to a name depends on where one
/// is, so that words are cut out by the parser's wish and not in advance.
struct ScriptCursor {
  let bytes: [UInt8]
  /// The file, where it is an included one.
  let file: String?
  var position = 0
  var line = 1
  /// Lines that want the C preprocessor.
  private(set) var directives: [Int] = []

  init(_ bytes: [UInt8], file: String?) {
    self.bytes = bytes
    self.file = file
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte after spaces and comments; 0 at the end.
  mutating func next() -> UInt8 {
    skip()
    return at(0)
  }

  func at(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == Ascii.lineFeed { line += 1 }
      position += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next() == byte, !isAtEnd else { return false }
    advance()
    return true
  }

  /// Takes a symbol such as `<<=`.
  mutating func take(symbol: StaticString) -> Bool {
    skip()
    let count = symbol.utf8CodeUnitCount
    guard bytes.count - position >= count,
      symbol.withUTF8Buffer({ bytes[position..<position + count].elementsEqual($0) })
    else { return false }
    position += count
    return true
  }

  private mutating func skip() {
    while !isAtEnd {
      switch at(0) {
      case Ascii.space, Ascii.tab, Ascii.carriageReturn, Ascii.lineFeed, 0x0C: advance()
      case Ascii.slash where at(1) == Ascii.star:
        advance(2)
        while !isAtEnd, !(at(0) == Ascii.star && at(1) == Ascii.slash) { advance() }
        advance(2)
      case Ascii.slash where at(1) == Ascii.slash: skipLine()
      case Ascii.pound:
        if Ascii.isLetter(at(1)) { directives.append(line) }
        skipLine()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while !isAtEnd, at(0) != Ascii.lineFeed { advance() }
  }

  /// A name as it stands in lists and headers: wildcards, paths, or anything between quotes.
  mutating func word(stopsAtColon: Bool = false) -> String? {
    skip()
    if at(0) == Ascii.quote {
      advance()
      let start = position
      while !isAtEnd, at(0) != Ascii.quote { advance() }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      advance()
      return text
    }
    let start = position
    while !isAtEnd {
      let byte = at(0)
      if byte <= Ascii.space || Self.endsWords.contains(byte) { break }
      if byte == Ascii.colon, stopsAtColon { break }
      if byte == Ascii.slash, at(1) == Ascii.star, position > start, !Self.isGlob(at(2)) { break }
      // `a+=1` is an assignment, `a+b` may be a file.
      if at(1) == Ascii.equal, Self.assigns.contains(byte) { break }
      if byte == Ascii.leftBracket { advance() }
      advance()
    }
    return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static let endsWords = Set("{}();,\"=<>&|".utf8)
  private static let assigns = Set("+-*/".utf8)

  /// What may follow `/*` where it is no comment: `dir/*.o`.
  private static func isGlob(_ byte: UInt8) -> Bool { byte == Ascii.dot }

  /// A name within an expression.
  mutating func identifier() -> String? {
    skip()
    if at(0) == Ascii.quote { return word() }
    let start = position
    while !isAtEnd {
      let byte = at(0)
      guard
        Ascii.isLetter(byte) || Ascii.isDigit(byte) || byte == Ascii.underscore
          || byte == Ascii.dot || byte == Ascii.dollar || byte >= 0x80
      else { break }
      advance()
    }
    return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Skips to behind the bracket that closes what has been opened, or to the end.
  mutating func skipBalanced(_ open: UInt8, _ close: UInt8) {
    var depth = 1
    while depth > 0, next() != 0 || !isAtEnd {
      if at(0) == open { depth += 1 }
      if at(0) == close { depth -= 1 }
      if at(0) == Ascii.quote { _ = word() } else { advance() }
    }
  }
}
