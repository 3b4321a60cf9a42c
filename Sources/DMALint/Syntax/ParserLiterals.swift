/// Literals: integers, strings, arrays and dictionaries, tuples.
extension SyntaxParser {
  // MARK: - Integers

  mutating func integer() -> Expression {
    let start = here
    let value = integerValue(of: tokens[index])
    advance()
    return Expression(range(from: start), .integer(value))
  }

  /// Nil where the value does not fit 64 bits.
  func integerValue(of token: Token) -> UInt64? {
    var digits = source[Int(token.start)..<Int(token.end)]
    var radix: UInt64 = 10
    if digits.count > 2, digits.first == UInt8(ascii: "0") {
      switch digits[digits.startIndex + 1] {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: break
      }
      if radix != 10 { digits = digits.dropFirst(2) }
    }
    var value: UInt64 = 0
    for byte in digits where byte != UInt8(ascii: "_") {
      guard let digit = Self.hexadecimalDigit(byte), digit < radix else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: radix)
      let (sum, carries) = product.addingReportingOverflow(digit)
      if overflows || carries { return nil }
      value = sum
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  // MARK: - Arrays and dictionaries

  /// `[a, b]`, `[k: v]`, `[:]`, and the types `[8 of T]`, and `[T]` where it is called or is the
  /// base of `.self` or `.init`.
  mutating func collection() -> Expression {
    let start = here
    let opening = mark
    let gapCount = gaps.count
    if atInlineArrayType() {
      let type = collectionType()
      return Expression(type.range, .type(type))
    }
    advance()
    let kind = elements(openedAt: opening.index)
    if isTypeLike(kind), readsAsType() {
      let closed = mark
      reset(to: opening)
      if skipCollectionType(), isAt(closed) {
        reset(to: opening)
        gaps.removeLast(gaps.count - gapCount)
        let type = collectionType()
        return Expression(type.range, .type(type))
      }
      reset(to: closed)
    }
    return Expression(range(from: start), kind)
  }

  private mutating func elements(openedAt open: Int) -> Expression.Kind {
    if lexeme == .colon, isMark(UInt8(ascii: "]"), at: index + 1) {
      advance()
      advance()
      return .dictionary([])
    }
    var values: [Expression] = []
    var pairs: [(key: Expression, value: Expression)] = []
    while lexeme != .rightSquare, lexeme != .end {
      let before = mark
      let element = expression()
      if lexeme == .colon, values.isEmpty {
        advance()
        pairs.append((element, expression()))
      } else {
        values.append(element)
      }
      guard take(.comma), !isAt(before) else { break }
    }
    close(.rightSquare, openedAt: open)
    if pairs.isEmpty { return .array(values) }
    for value in values { gap("a value without a key", value.range) }
    return .dictionary(pairs)
  }

  /// Whether the literal could be the type `[T]` or `[K: V]`.
  private func isTypeLike(_ kind: Expression.Kind) -> Bool {
    switch kind {
    case .array(let values): values.count == 1
    case .dictionary(let pairs): pairs.count == 1
    default: false
    }
  }

  /// Whether what follows makes a type of what looks like a literal.
  private func readsAsType() -> Bool {
    switch lexeme {
    case .leftParen: return !startsLine
    case .dot: return peek() == .initializer || peek() == .selfValue
    default: return false
    }
  }

  // MARK: - Strings

  /// A string literal with its interpolations.
  mutating func string() -> Expression {
    let start = here
    var pieces: [StringPiece] = []
    var delimiter = StringDelimiter()
    while lexeme == .quote {
      delimiter.add(source[Int(tokens[index].start)..<Int(tokens[index].end)])
      advance()
    }
    while true {
      switch lexeme {
      case .text:
        let token = tokens[index]
        pieces.append(.text(ByteRange(token.start, token.end), byteCount: 0))
        advance()
      case .interpolationStart:
        advance()
        if lexeme == .quote { advance() }
        guard lexeme == .leftParen else { continue }
        pieces.append(.interpolation(parenthesized()))
      case .closingQuote:
        measure(&pieces, delimiter, closing: index)
        while lexeme == .closingQuote { advance() }
        return Expression(range(from: start), .string(pieces))
      default:
        measure(&pieces, delimiter, closing: min(index, tokens.count - 1))
        missing("the end of a string")
        return Expression(range(from: start), .string(pieces))
      }
    }
  }

  /// Fills in the number of bytes of each piece of text, now that the indentation is known.
  private func measure(
    _ pieces: inout [StringPiece], _ delimiter: StringDelimiter, closing: Int
  ) {
    let indentation = delimiter.isMultiline ? indentation(of: closing) : 0
    for position in pieces.indices {
      guard case .text(let range, _) = pieces[position] else { continue }
      let count = delimiter.byteCount(
        of: source[Int(range.start)..<Int(range.end)], indentation: indentation,
        isFirst: position == 0, isLast: position == pieces.count - 1)
      pieces[position] = .text(range, byteCount: count)
    }
  }

  /// The number of bytes between the start of a token's line and the token.
  private func indentation(of index: Int) -> Int {
    let offset = Int(tokens[index].start)
    var start = offset
    while start > 0, source[start - 1] != 0x0A, source[start - 1] != 0x0D { start -= 1 }
    return offset - start
  }
}

/// What opens a string literal: `"`, `"""`, and the number of `#` in front.
private struct StringDelimiter {
  var isMultiline = false
  var poundCount = 0

  /// Takes a token of the delimiter: the quote, or the run of `#` in front of it.
  mutating func add(_ token: ArraySlice<UInt8>) {
    if token.first == UInt8(ascii: "#") {
      poundCount = token.count
    } else {
      isMultiline = token.count == 3
    }
  }

  /// The number of UTF-8 bytes that a piece of text stands for, without what the rules of
  /// multi-line strings strip, and with escapes replaced.
  func byteCount(
    of text: ArraySlice<UInt8>, indentation: Int, isFirst: Bool, isLast: Bool
  ) -> Int {
    var count = 0
    var index = text.startIndex
    var lastNewline = 0
    if isMultiline, isFirst {
      // The line break behind the opening delimiter, and the first line's indentation.
      index = skipNewline(text, index) ?? index
      index = skipIndentation(text, index, indentation)
    }
    while index < text.endIndex {
      if isMultiline, let next = skipNewline(text, index) {
        lastNewline = 1
        count += 1
        index = skipIndentation(text, next, indentation)
        continue
      }
      lastNewline = 0
      if text[index] == UInt8(ascii: "\\"), let escape = escape(text, index) {
        count += escape.byteCount
        index = escape.end
        if isMultiline, escape.byteCount == 0 { index = skipIndentation(text, index, indentation) }
      } else {
        count += 1
        index += 1
      }
    }
    // The line break in front of the closing delimiter does not count.
    return isMultiline && isLast ? count - lastNewline : count
  }

  private func skipNewline(_ text: ArraySlice<UInt8>, _ index: Int) -> Int? {
    guard index < text.endIndex else { return nil }
    if text[index] == 0x0A { return index + 1 }
    guard text[index] == 0x0D else { return nil }
    return index + 1 < text.endIndex && text[index + 1] == 0x0A ? index + 2 : index + 1
  }

  private func skipIndentation(_ text: ArraySlice<UInt8>, _ index: Int, _ count: Int) -> Int {
    var index = index
    let end = index + count
    while index < text.endIndex, index < end, text[index] == 0x20 || text[index] == 0x09 {
      index += 1
    }
    return index
  }

  /// The bytes that the escape at `start` stands for, and where it ends; nil where it is none.
  private func escape(
    _ text: ArraySlice<UInt8>, _ start: Int
  ) -> (byteCount: Int, end: Int)? {
    var index = start + 1
    for _ in 0..<poundCount {
      guard index < text.endIndex, text[index] == UInt8(ascii: "#") else { return nil }
      index += 1
    }
    guard index < text.endIndex else { return nil }
    switch text[index] {
    case UInt8(ascii: "u"):
      index += 1
      guard index < text.endIndex, text[index] == UInt8(ascii: "{") else { return (1, index) }
      index += 1
      var value: UInt32 = 0
      while index < text.endIndex, text[index] != UInt8(ascii: "}") {
        value = value &* 16 &+ Self.digit(text[index])
        index += 1
      }
      return (Self.byteCount(of: value), min(index + 1, text.endIndex))
    case 0x0A, 0x0D, 0x20, 0x09:
      // `\` at the end of a line joins it with the next one.
      while index < text.endIndex, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
      return (0, skipNewline(text, index) ?? index)
    default: return (1, index + 1)
    }
  }

  private static func digit(_ byte: UInt8) -> UInt32 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: 0
    }
  }

  private static func byteCount(of scalar: UInt32) -> Int {
    switch scalar {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    default: 4
    }
  }
}
