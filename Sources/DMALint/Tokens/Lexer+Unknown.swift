extension Lexer {
  /// Reads what no Swift file may hold: a conflict, or a run of characters that start nothing.
  mutating func readUnknown() -> TokenKind {
    if let end = endOfConflict(at: position) {
      position = end
      return .unknown
    }
    let start = position
    if bytes.scalar(at: start).value == UnicodeScalars.closingCurlyQuote {
      position += 3
      context = .expression
      return .unknown
    }
    // It's tempting to treat such a run as an operand, but the code around it is more likely to be
    // understood if it is looked over.
    position += bytes.scalar(at: start).length
    while position < bytes.count, isUnknown(at: position) {
      position += bytes.scalar(at: position).length
    }
    return .unknown
  }

  private func isUnknown(at index: Int) -> Bool {
    switch ByteClass.of(bytes[index]) {
    case .bad: return true
    case .wide:
      guard let scalar = bytes.scalar(at: index).value else { return true }
      switch scalar {
      case UnicodeScalars.openingCurlyQuote, UnicodeScalars.closingCurlyQuote,
        UnicodeScalars.noBreakSpace:
        return false
      default:
        return !UnicodeScalars.continuesIdentifier(scalar)
          && !UnicodeScalars.startsOperator(scalar)
      }
    case .space, .newline, .letter, .digit, .oper, .mark, .opens, .closes, .begins, .colon, .quote,
      .pound, .dollar, .tick, .at:
      return false
    }
  }

  /// Reads `“` and, if there is one on the line, all up to the quote that closes it.
  mutating func readCurlyQuotation() -> TokenKind {
    position = endOfCurlyQuotation(from: position + 3) ?? position + 3
    context = .operand
    return .identifier
  }

  private mutating func endOfCurlyQuotation(from start: Int) -> Int? {
    guard start >= memory.noCurlyQuoteBefore else { return nil }
    var index = start
    scanning: while index < bytes.count {
      let byte = bytes[index]
      if byte == Ascii.quote { return index + 1 }
      if byte == Ascii.backslash {
        guard let end = endOfEscape(at: index) else { break scanning }
        index = end
        continue
      }
      let scalar = bytes.scalar(at: index)
      guard let value = scalar.value, value >= 0x20, value != UInt32(Ascii.delete) else {
        break scanning
      }
      index += scalar.length
      if value == UnicodeScalars.closingCurlyQuote { return index }
    }
    memory.noCurlyQuoteBefore = index
    return nil
  }

  /// Where the escape at `index` ends if it is a valid one.
  private func endOfEscape(at index: Int) -> Int? {
    switch byte(at: index + 1) {
    case Ascii.zero, UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), Ascii.quote,
      Ascii.apostrophe, Ascii.backslash:
      return index + 2
    case UInt8(ascii: "u") where byte(at: index + 2) == Ascii.leftBrace:
      var end = index + 3
      var value: UInt32 = 0
      while end < bytes.count, end - index < 11, Ascii.isHexDigit(bytes[end]) {
        let digit = bytes[end] <= Ascii.nine ? bytes[end] & 0x0F : (bytes[end] & 0x0F) + 9
        value = value << 4 | UInt32(digit)
        end += 1
      }
      guard end > index + 3, byte(at: end) == Ascii.rightBrace, Unicode.Scalar(value) != nil else {
        return nil
      }
      return end + 1
    default: return nil
    }
  }

  /// Where the editor's placeholder `<#…#>` at `index` ends, if it is one.
  func endOfPlaceholder(at index: Int) -> Int? {
    guard byte(at: index + 1) == Ascii.pound else { return nil }
    var end = index + 2
    while end < bytes.count, bytes[end] != Ascii.lineFeed {
      let next = byte(at: end + 1)
      if bytes[end] == Ascii.less, next == Ascii.pound { return nil }
      if bytes[end] == Ascii.pound, next == Ascii.greater { return end + 2 }
      end += 1
    }
    return nil
  }

  /// Whether `<#` stands at `index` and a `#>` behind it on its line.
  mutating func placeholderCloses(at index: Int) -> Bool {
    guard byte(at: index + 1) == Ascii.pound, index >= memory.noPlaceholderBefore else {
      return false
    }
    var end = index + 1
    while end < bytes.count, bytes[end] != Ascii.lineFeed {
      if bytes[end] == Ascii.pound, byte(at: end + 1) == Ascii.greater { return true }
      end += 1
    }
    memory.noPlaceholderBefore = end
    return false
  }

  /// Whether a merge conflict starts at `index`, where a token with `flags` stands.
  mutating func isConflict(at index: Int, _ flags: TokenFlags) -> Bool {
    flags.contains(.startsLine) && endOfConflict(at: index) != nil
  }

  /// Where the merge conflict ends whose marker stands at `index`, if one does.
  private mutating func endOfConflict(at index: Int) -> Int? {
    if index > 0, bytes[index - 1] != Ascii.lineFeed, bytes[index - 1] != Ascii.carriageReturn {
      return nil
    }
    if starts("<<<<<<< ", at: index), !memory.noConflictEnd {
      if let end = endOfConflict(from: index + 8, closedBy: ">>>>>>> ") { return end }
      memory.noConflictEnd = true
    }
    if starts(">>>> ", at: index), !memory.noPerforceConflictEnd {
      if let end = endOfConflict(from: index + 5, closedBy: "<<<<\n") { return end }
      memory.noPerforceConflictEnd = true
    }
    return nil
  }

  private func endOfConflict(from start: Int, closedBy marker: StaticString) -> Int? {
    var line = bytes.endOfLine(from: start) + 1
    while line < bytes.count {
      if starts(marker, at: line) {
        return bytes.endOfLine(from: line + marker.utf8CodeUnitCount)
      }
      line = bytes.endOfLine(from: line) + 1
    }
    return nil
  }

  private func starts(_ text: StaticString, at index: Int) -> Bool {
    guard text.utf8CodeUnitCount <= bytes.count - index else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where bytes[index + offset] != text.utf8Start[offset] { return false }
    return true
  }
}
