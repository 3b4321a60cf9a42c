extension Lexer {
  /// Where the bare regex ends that starts with the `/` of an operator at `slash`, if one does.
  ///
  /// The operator is not bound on its left; `boundOnRight` tells about its right side.
  mutating func endOfBareRegex(at slash: Int, boundOnRight: Bool) -> Int? {
    var certain = false
    if !boundOnRight {
      // It looks like a binary operator, so it is one unless none can stand here. As an argument
      // an operator can stand alone.
      switch context {
      case .operand, .member, .operatorName: return nil
      case .argument: certain = false
      case .expression, .attempt: certain = true
      }
    }
    return endOfRegex(at: slash, pounds: 0, certain: certain)
  }

  /// Where the regex ends that starts at `start` with so many `#`, if one does.
  ///
  /// A regex that is `certain` need not be closed; a bare one ends with its line, an extended one
  /// that starts with a line break ends before it.
  mutating func endOfRegex(at start: Int, pounds: Int, certain: Bool) -> Int? {
    let slash = start + pounds
    guard byte(at: slash) == Ascii.slash else { return nil }
    if pounds == 0 {
      if isComment(at: slash) { return nil }
      if !certain, isBlank(byte(at: slash + 1)) { return nil }
      if slash > 0, bytes[slash - 1] == Ascii.star { return nil }
    } else {
      let line = bytes.endOfBlanks(from: slash + 1)
      if isNewline(byte(at: line)) {
        return endOfMultilineRegex(from: line, pounds: pounds) ?? line
      }
    }
    return endOfRegexOnLine(from: slash + 1, pounds: pounds, certain: certain)
  }

  private func endOfRegexOnLine(from start: Int, pounds: Int, certain: Bool) -> Int? {
    var index = start
    var blank = -1
    var groups = 0
    var classes = 0
    while index < bytes.count {
      switch bytes[index] {
      case Ascii.slash:
        let end = pounds > 0 ? endOfPounds(at: index + 1) : index + 1
        if end - index - 1 >= pounds {
          if pounds == 0 {
            if isComment(at: index) { return certain ? index : nil }
            if blank == index - 1, blank >= start, !certain { return nil }
          }
          return end
        }
      case Ascii.lineFeed, Ascii.carriageReturn:
        return certain ? index : nil
      case Ascii.backslash:
        index += 1
        if index < bytes.count, isNewline(bytes[index]) { return certain ? index : nil }
      case Ascii.leftParenthesis where classes == 0:
        groups += 1
      case Ascii.rightParenthesis where classes == 0:
        // An unbalanced `)` belongs to the code around an operator.
        if groups == 0, !certain { return nil }
        groups = max(groups - 1, 0)
      case Ascii.leftBracket:
        classes += 1
      case Ascii.rightBracket:
        classes = max(classes - 1, 0)
      case Ascii.space:
        blank = index
      default: break
      }
      index += 1
    }
    return certain ? bytes.count : nil
  }

  /// Where the multi-line regex ends whose first line break is at `start`.
  private mutating func endOfMultilineRegex(from start: Int, pounds: Int) -> Int? {
    guard pounds <= memory.longestRegexClosing else { return nil }
    var index = start
    var longest = 0
    while index < bytes.count {
      if bytes[index] == Ascii.slash {
        let end = endOfPounds(at: index + 1)
        if end - index - 1 >= pounds { return end }
        longest = max(longest, end - index - 1)
        index = end
      } else {
        index += bytes[index] == Ascii.backslash ? 2 : 1
      }
    }
    memory.longestRegexClosing = longest
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == Ascii.space || byte == Ascii.tab }

  private func isNewline(_ byte: UInt8) -> Bool {
    byte == Ascii.lineFeed || byte == Ascii.carriageReturn
  }
}
