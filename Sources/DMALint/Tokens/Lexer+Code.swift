extension Lexer {
  /// Reads the token of code at `position`.
  @inline(__always)
  mutating func readCode(_ flags: inout TokenFlags) -> TokenKind {
    guard position < bytes.count else { return .eof }
    let byte = bytes[position]
    switch ByteClass.of(byte) {
    case .letter: return readWord()
    case .oper: return readOperator(&flags)
    case .opens:
      if byte == Ascii.leftParenthesis, depth > 0 { interpolation.parentheses += 1 }
      return punctuation(1, then: .argument)
    case .closes:
      if byte == Ascii.rightParenthesis, depth > 0 { return closeParenthesis(&flags) }
      return punctuation(1, then: .operand)
    case .begins: return punctuation(1, then: .expression)
    case .colon:
      if self.byte(at: position + 1) == Ascii.colon { return punctuation(2, then: .operand) }
      return punctuation(1, then: .argument)
    case .digit: return readNumber()
    case .quote: return openString(&flags)
    case .mark: return readMark(&flags)
    case .at:
      position += 1
      context = .operand
      return .attribute
    case .pound: return readPound(&flags)
    case .dollar:
      position = endOfIdentifier(from: position + 1)
      context = .operand
      return .identifier
    case .tick: return readQuotedIdentifier(&flags)
    case .wide: return readWide(&flags)
    case .space, .newline, .bad: return readUnknown()
    }
  }

  @inline(__always)
  mutating func punctuation(_ length: Int, then next: Context) -> TokenKind {
    position += length
    context = next
    return .punctuation
  }

  /// Reads `#` and what belongs to it: raw strings, extended regexes and directives.
  private mutating func readPound(_ flags: inout TokenFlags) -> TokenKind {
    if position >= memory.endOfPounds { memory.endOfPounds = endOfPounds(at: position) }
    let end = memory.endOfPounds
    if byte(at: end) == Ascii.quote {
      literal.pounds = end - position
      position = end
      phase = .openingQuote
      flags.formUnion([.stringDelimiter, .prefix])
      return .punctuation
    }
    if let end = endOfRegex(at: position, pounds: end - position, certain: true) {
      position = end
      context = .operand
      return .regex
    }
    return readDirective() ?? punctuation(1, then: .operand)
  }

  /// Reads `#` and the word behind it, if that word makes a token with it.
  private mutating func readDirective() -> TokenKind? {
    let start = position + 1
    var end = start
    while Ascii.isLetter(byte(at: end)) || byte(at: end) == Ascii.underscore { end += 1 }
    let word = Word(bytes, start, end)
    let kind: TokenKind
    if word.is("if") || word.is("else") || word.is("elseif") || word.is("endif") {
      kind = .directive
      context = .expression
    } else if word.is("sourceLocation") {
      kind = .directive
      context = .operand
    } else if word.is("available") || word.is("unavailable") {
      kind = .keyword
      context = .operand
    } else {
      return nil
    }
    position = end
    return kind
  }

  /// Reads a token that starts beyond ASCII.
  private mutating func readWide(_ flags: inout TokenFlags) -> TokenKind {
    guard let scalar = bytes.scalar(at: position).value else { return readUnknown() }
    if UnicodeScalars.startsIdentifier(scalar) { return readWord() }
    if UnicodeScalars.startsOperator(scalar) { return readOperator(&flags) }
    if UnicodeScalars.continuesIdentifier(scalar) {
      position = endOfIdentifier(from: position)
      context = .operand
      return .identifier
    }
    if scalar == UnicodeScalars.openingCurlyQuote { return readCurlyQuotation() }
    return readUnknown()
  }
}
