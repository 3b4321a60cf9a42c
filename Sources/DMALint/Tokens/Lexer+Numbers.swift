extension Lexer {
  /// Reads an integer or a float; letters directly behind one are part of it, as in `10px`.
  mutating func readNumber() -> TokenKind {
    let start = position
    let afterMember = context == .member
    context = .operand
    if bytes[start] == Ascii.zero {
      switch byte(at: start + 1) {
      case UInt8(ascii: "x"): return readHexNumber()
      case UInt8(ascii: "o"), UInt8(ascii: "b"):
        position = endOfIdentifier(from: start + 2)
        return .integer
      default: break
      }
    }
    position = endOfDigits(from: start)
    if byte(at: position) == Ascii.dot {
      // `1.description`, `0...9` and the second number of `pair.0.1` are integers.
      guard Ascii.isDigit(byte(at: position + 1)), !afterMember else { return .integer }
      position = endOfDigits(from: position + 1)
    } else if byte(at: position) | 0x20 != UInt8(ascii: "e") {
      position = endOfIdentifier(from: position)
      return .integer
    }
    if byte(at: position) | 0x20 == UInt8(ascii: "e") { readExponent() }
    return .float
  }

  /// Reads a number that starts with `0x`.
  private mutating func readHexNumber() -> TokenKind {
    position += 2
    guard Ascii.isHexDigit(byte(at: position)) else {
      position = endOfIdentifier(from: position)
      return .integer
    }
    position = endOfHexDigits(from: position)
    let dot = position
    let digitBehindDot = Ascii.isDigit(byte(at: dot + 1))
    if byte(at: dot) == Ascii.dot {
      guard Ascii.isHexDigit(byte(at: dot + 1)) else { return .integer }
      position = endOfHexDigits(from: dot + 1)
      guard byte(at: position) | 0x20 == UInt8(ascii: "p") else {
        // `0xFF.description` is a member; `0x1.8` lacks its exponent.
        if !digitBehindDot { position = dot }
        return .integer
      }
    } else if byte(at: dot) | 0x20 != UInt8(ascii: "p") {
      position = endOfIdentifier(from: position)
      return .integer
    }
    let signed = byte(at: position + 1) == Ascii.plus || byte(at: position + 1) == Ascii.minus
    let exponent = position + (signed ? 2 : 1)
    if byte(at: dot) == Ascii.dot, !digitBehindDot, !signed,
      !Ascii.isDigit(byte(at: exponent))
    {
      // `0xFF.fp` is a member.
      position = dot
      return .integer
    }
    readExponent()
    return .float
  }

  /// Reads the exponent whose letter is at `position`.
  private mutating func readExponent() {
    position += 1
    if byte(at: position) == Ascii.plus || byte(at: position) == Ascii.minus { position += 1 }
    position = endOfIdentifier(from: position)
  }

  private func endOfDigits(from index: Int) -> Int {
    var end = index
    while end < bytes.count, Ascii.isDigit(bytes[end]) || bytes[end] == Ascii.underscore {
      end += 1
    }
    return end
  }

  private func endOfHexDigits(from index: Int) -> Int {
    var end = index
    while end < bytes.count, Ascii.isHexDigit(bytes[end]) || bytes[end] == Ascii.underscore {
      end += 1
    }
    return end
  }
}
