extension Lexer {
  /// Reads the part of a literal that is due, `phase` not being `code`.
  mutating func readLiteral(_ flags: inout TokenFlags) -> TokenKind {
    switch phase {
    case .code, .regex:
      position = literalEnd
      phase = .code
      context = .operand
      return .regex
    case .openingQuote:
      return openQuote(&flags)
    case .text:
      position = literalEnd
      endText()
      return .string
    case .closingQuote:
      flags.formUnion([.stringDelimiter, .postfix])
      position += literal.form == .multiline ? 3 : 1
      phase = literal.pounds > 0 ? .closingPounds : .code
      context = .operand
      return .punctuation
    case .closingPounds:
      flags.formUnion([.stringDelimiter, .postfix])
      position = endOfPounds(at: position)
      phase = .code
      return .punctuation
    case .interpolationStart:
      flags.formUnion([.interpolation, .prefix])
      if bytes[position] == Ascii.leftParenthesis {
        openInterpolation()
      } else {
        position = max(position + 1, endOfPounds(at: position))
      }
      return .punctuation
    }
  }

  /// Reads the quote of a string without `#`.
  mutating func openString(_ flags: inout TokenFlags) -> TokenKind {
    literal.pounds = 0
    return openQuote(&flags)
  }

  /// Reads the opening quote behind `literal.pounds` times `#`.
  private mutating func openQuote(_ flags: inout TokenFlags) -> TokenKind {
    flags.formUnion([.stringDelimiter, .prefix])
    if bytes[position] == Ascii.apostrophe {
      literal.form = .apostrophe
    } else if isTripleQuote(at: position), !closesOnLine(behind: position + 3) {
      literal.form = .multiline
    } else {
      literal.form = .line
    }
    position += literal.form == .multiline ? 3 : 1
    startText()
    return .punctuation
  }

  private mutating func openInterpolation() {
    if depth > 0 { outerInterpolations.append(interpolation) }
    interpolation = Interpolation(of: literal)
    depth += 1
    position += 1
    phase = .code
    context = .argument
  }

  /// Reads a `)` within an interpolation: one that closes a parenthesis, or the interpolation.
  mutating func closeParenthesis(_ flags: inout TokenFlags) -> TokenKind {
    guard interpolation.parentheses == 0 else {
      interpolation.parentheses -= 1
      return punctuation(1, then: .operand)
    }
    flags.formUnion([.interpolation, .postfix])
    position += 1
    leaveInterpolation()
    startText()
    return .punctuation
  }

  private mutating func leaveInterpolation() {
    literal = interpolation.literal
    depth -= 1
    if depth > 0 { interpolation = outerInterpolations.removeLast() }
  }

  /// Ends the open interpolations, up to that of a multi-line string, where a line ends.
  mutating func leaveSingleLineStrings() {
    while depth > 0, interpolation.literal.form != .multiline {
      leaveInterpolation()
      context = .operand
    }
  }

  /// Looks for the end of the text at `position`, and goes on to it if there is no text.
  private mutating func startText() {
    scanText()
    phase = .text
    if literalEnd == position { endText() }
  }

  private mutating func endText() {
    phase = afterText
    if phase == .code { context = .operand }
  }

  /// Finds where the text at `position` ends, and what comes after it.
  private mutating func scanText() {
    var index = position
    afterText = .code
    scanning: while index < bytes.count {
      switch bytes[index] {
      case Ascii.quote:
        if closesString(at: index) {
          afterText = .closingQuote
          break scanning
        }
        index += 1
      case Ascii.apostrophe where literal.form == .apostrophe:
        afterText = .closingQuote
        break scanning
      case Ascii.lineFeed, Ascii.carriageReturn:
        if literal.form != .multiline { break scanning }
        index += 1
      case Ascii.backslash:
        guard let escaped = escaped(at: index) else {
          index += 1
          continue
        }
        if byte(at: escaped) == Ascii.leftParenthesis {
          afterText = .interpolationStart
          break scanning
        }
        index = escaped
        switch byte(at: escaped) {
        case Ascii.quote, Ascii.apostrophe, Ascii.backslash: index += 1
        default: break
        }
      default:
        index += 1
      }
    }
    literalEnd = index
  }

  /// Where the character stands that the `\` at `index` escapes, if it does.
  private func escaped(at index: Int) -> Int? {
    guard literal.pounds > 0 else { return index + 1 }
    // One `#` too many is an error that does not end the escape.
    var end = index + 1
    while end < bytes.count, bytes[end] == Ascii.pound, end - index <= literal.pounds + 1 {
      end += 1
    }
    return end - index > literal.pounds ? end : nil
  }

  /// Whether the quote at `index`, within the text, closes the string.
  private func closesString(at index: Int) -> Bool {
    switch literal.form {
    case .apostrophe: return false
    case .line: return hasPounds(literal.pounds, at: index + 1)
    case .multiline: return isTripleQuote(at: index) && hasPounds(literal.pounds, at: index + 3)
    }
  }

  private func isTripleQuote(at index: Int) -> Bool {
    byte(at: index) == Ascii.quote && byte(at: index + 1) == Ascii.quote
      && byte(at: index + 2) == Ascii.quote
  }

  private func hasPounds(_ count: Int, at index: Int) -> Bool {
    guard count <= bytes.count - index else { return false }
    for offset in 0..<count where bytes[index + offset] != Ascii.pound { return false }
    return true
  }

  /// Whether a raw string that starts with `"""` closes on its line, and so is no multi-line one,
  /// as in `#"""#`.
  private mutating func closesOnLine(behind index: Int) -> Bool {
    guard literal.pounds > 0 else { return false }
    return hasPounds(literal.pounds, at: index)
      || memory.quotes.closes(literal.pounds, from: index, in: bytes)
  }
}
