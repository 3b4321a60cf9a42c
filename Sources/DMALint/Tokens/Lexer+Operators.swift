extension Lexer {
  /// Reads `!` or `?`: alone if something stands directly before it, else as an operator.
  mutating func readMark(_ flags: inout TokenFlags) -> TokenKind {
    guard isBoundOnLeft(at: position) else { return readOperator(&flags) }
    flags.insert(.postfix)
    // `try?` and `try!` must be followed by an expression.
    return punctuation(1, then: context == .attempt ? .expression : .operand)
  }

  /// Reads an operator, a reserved one (`=`, `->`, `.` …) included, or a regex.
  @inline(__always)
  mutating func readOperator(_ flags: inout TokenFlags) -> TokenKind {
    if bytes[position] == Ascii.dot, !continuesOperator(at: position + 1) {
      return punctuation(1, then: .member)
    }
    return readLongOperator(&flags)
  }

  private mutating func readLongOperator(_ flags: inout TokenFlags) -> TokenKind {
    let start = position
    if bytes[start] == Ascii.less {
      if let end = endOfPlaceholder(at: start) {
        position = end
        context = .operand
        return .identifier
      }
      if isConflict(at: start, flags) { return readUnknown() }
    }
    if bytes[start] == Ascii.greater, isConflict(at: start, flags) { return readUnknown() }

    let scan = scanOperator(from: start)
    let boundOnLeft = isBoundOnLeft(at: start)
    if scan.slash < scan.end, !boundOnLeft, context != .operatorName {
      let boundOnRight = isBoundOnRight(at: endOfOperatorRun(from: start, scan), boundOnLeft)
      if let end = endOfBareRegex(at: scan.slash, boundOnRight: boundOnRight) {
        guard scan.slash > start else {
          position = end
          context = .operand
          return .regex
        }
        literalEnd = end
        phase = .regex
        return classifyOperator(from: start, to: scan.slash, boundOnLeft, &flags)
      }
    }
    return classifyOperator(from: start, to: scan.end, boundOnLeft, &flags)
  }

  /// Where an operator ends, and where its first `/` is (beyond `end` if it has none).
  private struct OperatorScan {
    var end: Int
    var slash = Int.max
    /// Whether the operator ends before a comment, though operator characters go on.
    var stopsAtComment = false
  }

  private mutating func scanOperator(from start: Int) -> OperatorScan {
    let dotted = bytes[start] == Ascii.dot
    var scan = OperatorScan(end: start)
    while scan.end < bytes.count {
      let byte = bytes[scan.end]
      if byte >= 0x80 {
        let scalar = bytes.scalar(at: scan.end)
        guard let value = scalar.value, UnicodeScalars.continuesOperator(value) else { break }
        scan.end += scalar.length
        continue
      }
      guard ByteClass.continuesOperator(byte) else { break }
      if scan.end > start {
        if byte == Ascii.dot, !dotted { break }
        if byte == Ascii.slash, isComment(at: scan.end) {
          scan.stopsAtComment = true
          break
        }
        if byte == Ascii.less, placeholderCloses(at: scan.end) { break }
      }
      if byte == Ascii.slash { scan.slash = min(scan.slash, scan.end) }
      scan.end += 1
    }
    return scan
  }

  /// Where the characters end that would make up the operator if it did not stop at a comment.
  ///
  /// What stands there decides whether `/` in it starts a regex.
  private mutating func endOfOperatorRun(from start: Int, _ scan: OperatorScan) -> Int {
    guard scan.stopsAtComment else { return scan.end }
    let dotted = bytes[start] == Ascii.dot
    if memory.operatorRun.contains(scan.end), memory.operatorRunIsDotted == dotted {
      return memory.operatorRun.upperBound
    }
    var end = scan.end
    while end < bytes.count {
      let scalar = bytes.scalar(at: end)
      guard let value = scalar.value else { break }
      if value < 0x80 {
        guard ByteClass.continuesOperator(UInt8(value)) else { break }
        if value == UInt32(Ascii.dot), !dotted { break }
        if value == UInt32(Ascii.less), placeholderCloses(at: end) { break }
      } else if !UnicodeScalars.continuesOperator(value) {
        break
      }
      end += scalar.length
    }
    memory.operatorRun = scan.end..<end
    memory.operatorRunIsDotted = dotted
    return end
  }

  private mutating func classifyOperator(
    from start: Int, to end: Int, _ boundOnLeft: Bool, _ flags: inout TokenFlags
  ) -> TokenKind {
    position = end
    let boundOnRight = isBoundOnRight(at: end, boundOnLeft)
    if end - start == 1 {
      switch bytes[start] {
      case Ascii.equal:
        context = .expression
        return .punctuation
      case Ascii.ampersand where boundOnRight && !boundOnLeft:
        flags.insert(.prefix)
        context = .expression
        return .punctuation
      case Ascii.dot:
        context = .member
        return .punctuation
      case Ascii.question:
        context = .expression
        return .punctuation
      default: break
      }
    } else if end - start == 2, bytes[start] == Ascii.minus, bytes[start + 1] == Ascii.greater {
      context = .operand
      return .punctuation
    }
    context = .expression
    for index in start + 1..<end where bytes[index] == Ascii.slash {
      if bytes[index - 1] == Ascii.star { return .unknown }
    }
    if boundOnLeft != boundOnRight {
      flags.insert(boundOnLeft ? .postfix : .prefix)
      if boundOnLeft { context = .operand }
    }
    return .operator
  }

  /// Whether what stands before `index` belongs to the operator there.
  func isBoundOnLeft(at index: Int) -> Bool {
    guard index > contentStart else { return false }
    switch bytes[index - 1] {
    case Ascii.space, Ascii.carriageReturn, Ascii.lineFeed, Ascii.tab, Ascii.leftParenthesis,
      Ascii.leftBracket, Ascii.leftBrace, Ascii.comma, Ascii.semicolon, Ascii.colon, Ascii.nul:
      return false
    case Ascii.slash: return index < 2 || bytes[index - 2] != Ascii.star
    case 0xA0: return index < 2 || bytes[index - 2] != 0xC2
    default: return true
    }
  }

  /// Whether what stands at `index` belongs to the operator that ends there.
  private func isBoundOnRight(at index: Int, _ boundOnLeft: Bool) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case Ascii.space, Ascii.carriageReturn, Ascii.lineFeed, Ascii.tab, Ascii.rightParenthesis,
      Ascii.rightBracket, Ascii.rightBrace, Ascii.comma, Ascii.semicolon, Ascii.colon, Ascii.nul:
      return false
    case Ascii.dot: return !boundOnLeft
    case Ascii.slash: return !isComment(at: index)
    case 0xC2: return byte(at: index + 1) != 0xA0
    default: return true
    }
  }

  /// Whether the `/` at `index` starts a comment.
  func isComment(at index: Int) -> Bool {
    byte(at: index + 1) == Ascii.slash || byte(at: index + 1) == Ascii.star
  }

  @inline(__always)
  private func continuesOperator(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    return bytes[index] >= 0x80 || ByteClass.continuesOperator(bytes[index])
  }
}
