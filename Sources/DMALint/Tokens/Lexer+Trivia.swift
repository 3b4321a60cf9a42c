extension Lexer {
  /// Skips the byte order mark and the shebang line, which may stand at the very start only.
  mutating func skipStartOfFile() {
    if isByteOrderMark(at: 0) { position = 3 }
    contentStart = position
    guard byte(at: position) == Ascii.pound, byte(at: position + 1) == Ascii.exclamation else {
      return
    }
    position = bytes.endOfLine(from: position)
    context = .operand
  }

  /// Skips the white space and comments at `position`, and notes them in `pending`.
  ///
  /// Where a line ends within interpolations of single-line strings, they and their strings end.
  @inline(__always)
  mutating func skipTrivia() {
    var index = position
    skipping: while index < bytes.count {
      let byte = bytes[index]
      switch ByteClass.of(byte) {
      case .space:
        index += 1
      case .newline:
        if depth > 0 { leaveSingleLineStrings() }
        pending.insert(.startsLine)
        index = bytes.endOfBlanks(from: index + 1)
      case .oper:
        guard byte == Ascii.slash else { break skipping }
        switch self.byte(at: index + 1) {
        case Ascii.slash: index = bytes.endOfLine(from: index + 2)
        case Ascii.star:
          let end = bytes.endOfBlockComment(from: index)
          if bytes.endOfLine(from: index, before: end) < end { pending.insert(.startsLine) }
          index = end
        default: break skipping
        }
      case .wide:
        if isByteOrderMark(at: index) {
          index += 3
        } else if isNoBreakSpace(at: index) {
          index += 2
        } else {
          break skipping
        }
      case .bad, .letter, .digit, .mark, .opens, .closes, .begins, .colon, .quote, .pound,
        .dollar, .tick, .at:
        break skipping
      }
    }
    if index != position { pending.insert(.spaceBefore) }
    position = index
  }

  private func isByteOrderMark(at index: Int) -> Bool {
    byte(at: index) == 0xEF && byte(at: index + 1) == 0xBB && byte(at: index + 2) == 0xBF
  }

  private func isNoBreakSpace(at index: Int) -> Bool {
    byte(at: index) == 0xC2 && byte(at: index + 1) == 0xA0
  }
}
