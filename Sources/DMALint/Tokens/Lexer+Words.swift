extension Lexer {
  /// Reads an identifier or a keyword.
  @inline(__always)
  mutating func readWord() -> TokenKind {
    let start = position
    var end = start
    while end < bytes.count, ByteClass.continuesIdentifier(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] >= 0x80 { end = endOfIdentifier(from: end) }
    position = end
    if let keyword = Word(bytes, start, end).keyword {
      context = keyword
      return .keyword
    }
    context = .operand
    return .identifier
  }

  /// Reads a name in backticks, which may hold anything but a line break, or else a lone backtick.
  mutating func readQuotedIdentifier(_ flags: inout TokenFlags) -> TokenKind {
    var end = position + 1
    while end < bytes.count, bytes[end] != Ascii.backtick, bytes[end] != Ascii.lineFeed,
      bytes[end] != Ascii.carriageReturn
    { end += 1 }
    guard byte(at: end) == Ascii.backtick else { return punctuation(1, then: .operand) }
    position = end + 1
    context = .operand
    flags.insert(.quoted)
    return .identifier
  }

  /// Where the scalars end, from `index` on, with which an identifier can go on.
  func endOfIdentifier(from index: Int) -> Int {
    var end = index
    while end < bytes.count {
      if bytes[end] < 0x80 {
        guard ByteClass.continuesIdentifier(bytes[end]) else { break }
        end += 1
      } else {
        let scalar = bytes.scalar(at: end)
        guard let value = scalar.value, UnicodeScalars.continuesIdentifier(value) else { break }
        end += scalar.length
      }
    }
    return end
  }
}

/// A word of the input, to be compared with words that have a meaning.
struct Word {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let count: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    self.bytes = bytes
    self.start = start
    self.count = end - start
  }

  @inline(__always)
  func `is`(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where bytes[start + index] != text.utf8Start[index] { return false }
    return true
  }

  /// If it is a reserved word, what it says about the token behind it.
  var keyword: Lexer.Context? {
    guard count >= 2, count <= 15 else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "a") where `is`("as") || `is`("associatedtype"): return .expression
    case UInt8(ascii: "b") where `is`("break"): return .expression
    case UInt8(ascii: "c")
    where `is`("case") || `is`("catch") || `is`("class") || `is`("continue"):
      return .expression
    case UInt8(ascii: "d")
    where `is`("do") || `is`("defer") || `is`("default") || `is`("deinit"):
      return .expression
    case UInt8(ascii: "e") where `is`("else") || `is`("enum") || `is`("extension"):
      return .expression
    case UInt8(ascii: "f"):
      if `is`("func") { return .operatorName }
      if `is`("false") { return .operand }
      if `is`("for") || `is`("fileprivate") || `is`("fallthrough") { return .expression }
    case UInt8(ascii: "g") where `is`("guard"): return .expression
    case UInt8(ascii: "i")
    where `is`("if") || `is`("in") || `is`("is") || `is`("init") || `is`("import")
      || `is`("inout") || `is`("internal"):
      return .expression
    case UInt8(ascii: "l") where `is`("let"): return .expression
    case UInt8(ascii: "n") where `is`("nil"): return .operand
    case UInt8(ascii: "o") where `is`("operator"): return .operatorName
    case UInt8(ascii: "p")
    where `is`("private") || `is`("public") || `is`("protocol") || `is`("precedencegroup"):
      return .expression
    case UInt8(ascii: "r") where `is`("return") || `is`("repeat") || `is`("rethrows"):
      return .expression
    case UInt8(ascii: "s"):
      if `is`("self") || `is`("super") { return .operand }
      if `is`("static") || `is`("struct") || `is`("switch") || `is`("subscript") {
        return .expression
      }
    case UInt8(ascii: "t"):
      if `is`("true") { return .operand }
      if `is`("try") { return .attempt }
      if `is`("throw") || `is`("throws") || `is`("typealias") { return .expression }
    case UInt8(ascii: "v") where `is`("var"): return .expression
    case UInt8(ascii: "w") where `is`("where") || `is`("while"): return .expression
    case UInt8(ascii: "A") where `is`("Any"): return .operand
    case UInt8(ascii: "S") where `is`("Self"): return .operand
    default: break
    }
    return nil
  }
}
