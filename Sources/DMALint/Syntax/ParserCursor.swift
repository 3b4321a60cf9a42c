/// Moving over tokens, and looking at those that come.
extension SyntaxParser {
  // MARK: - Where

  /// The offset at which the current token, or what is left of it, starts.
  var here: UInt32 {
    if index < end { return tokens[index].start + consumed }
    if index < tokens.count { return tokens[index].start }
    return tokens.last?.end ?? 0
  }

  /// The offset behind what was consumed last.
  var previousEnd: UInt32 {
    if consumed > 0 { return here }
    return index > 0 ? tokens[index - 1].end : 0
  }

  func range(from start: UInt32) -> ByteRange { ByteRange(start, max(start, previousEnd)) }

  /// Whether the current token is the first on its line; the end is.
  var startsLine: Bool {
    index >= end || (consumed == 0 && tokens[index].flags.contains(.startsLine))
  }

  /// Whether white space separates the current token from the one before.
  var hasSpaceBefore: Bool {
    index >= end || (consumed == 0 && tokens[index].flags.contains(.spaceBefore))
  }

  /// A place to come back to after looking ahead.
  struct Mark {
    var index: Int
    var consumed: UInt32
    var lexeme: Lexeme
  }

  var mark: Mark { Mark(index: index, consumed: consumed, lexeme: lexeme) }

  mutating func reset(to mark: Mark) {
    index = mark.index
    consumed = mark.consumed
    lexeme = mark.lexeme
  }

  func isAt(_ mark: Mark) -> Bool { index == mark.index && consumed == mark.consumed }

  // MARK: - What

  func kind(at index: Int) -> TokenKind { index < end ? tokens[index].kind : .eof }

  /// Names, contextual words included; not `_` and `$0`.
  var isName: Bool {
    index < end && tokens[index].kind == .identifier && lexeme != .wildcard && lexeme != .dollar
  }

  /// Names and reserved words, as are allowed behind a dot and as labels.
  var isWord: Bool { isWord(at: index) }

  func isWord(at index: Int) -> Bool {
    switch kind(at: index) {
    case .identifier, .keyword: true
    case .operator, .punctuation, .integer, .float, .string, .regex, .directive, .attribute,
      .unknown, .eof:
      false
    }
  }

  /// The lexeme of a token other than the current one.
  ///
  /// Never inlined, as `advance`: copies of it would fill the frames of the rules that recurse.
  @inline(never)
  func lexeme(at index: Int) -> Lexeme {
    guard index < end else { return .end }
    let token = tokens[index]
    switch token.kind {
    case .identifier:
      if token.flags.contains(.quoted) { return .identifier }
      let first = source[Int(token.start)]
      if first == UInt8(ascii: "$") { return .dollar }
      if first == UInt8(ascii: "_"), token.end - token.start == 1 { return .wildcard }
      return words.lexeme(in: source, Int(token.start), Int(token.end))
    case .keyword:
      if source[Int(token.start)] == UInt8(ascii: "#") { return .availability }
      let lexeme = words.lexeme(in: source, Int(token.start), Int(token.end))
      return lexeme == .identifier ? .keyword : lexeme
    case .operator, .punctuation: return mark(token, consumed: 0)
    case .integer: return .integer
    case .float: return .float
    case .string: return .text
    case .regex: return .regex
    case .directive: return directive(token)
    case .attribute: return .at
    case .unknown: return .unknown
    case .eof: return .end
    }
  }

  private func mark(_ token: Token, consumed: UInt32) -> Lexeme {
    if token.flags.contains(.stringDelimiter) {
      return token.flags.contains(.prefix) ? .quote : .closingQuote
    }
    let start = Int(token.start + consumed)
    let length = Int(token.end) - start
    switch source[start] {
    case UInt8(ascii: "("): return .leftParen
    case UInt8(ascii: ")"): return .rightParen
    case UInt8(ascii: "["): return .leftSquare
    case UInt8(ascii: "]"): return .rightSquare
    case UInt8(ascii: "{"): return .leftBrace
    case UInt8(ascii: "}"): return .rightBrace
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: ":"): return length > 1 ? .doubleColon : .colon
    case UInt8(ascii: ";"): return .semicolon
    case UInt8(ascii: "@"): return .at
    case UInt8(ascii: "#"): return token.flags.contains(.interpolation) ? .quote : .pound
    case UInt8(ascii: "\\"):
      return token.flags.contains(.interpolation) ? .interpolationStart : .backslash
    case UInt8(ascii: ".") where length == 1: return .dot
    case UInt8(ascii: "=") where length == 1: return .equal
    case UInt8(ascii: "-") where length == 2 && source[start + 1] == UInt8(ascii: ">"):
      return .arrow
    case UInt8(ascii: "&") where length == 1 && token.flags.contains(.prefix): return .addressOf
    case UInt8(ascii: "?") where consumed > 0: return .question
    case UInt8(ascii: "!") where consumed > 0: return .exclamation
    case UInt8(ascii: "?") where length == 1:
      return token.flags.contains(.postfix) ? .question : .questionInfix
    case UInt8(ascii: "!") where length == 1 && token.flags.contains(.postfix):
      return .exclamation
    default:
      if consumed == 0, token.flags.contains(.prefix) { return .prefixOperator }
      return token.flags.contains(.postfix) ? .postfixOperator : .binaryOperator
    }
  }

  private func directive(_ token: Token) -> Lexeme {
    switch token.end - token.start {
    case 3: .poundIf
    case 5: .poundElse
    case 6: .poundEndif
    case 7: .poundElseif
    default: .directive
    }
  }

  func peek() -> Lexeme { lexeme(at: index + 1) }

  /// Whether the token is the mark that is one `byte` long.
  func isMark(_ byte: UInt8, at index: Int) -> Bool {
    guard index < end else { return false }
    let token = tokens[index]
    guard token.kind == .punctuation || token.kind == .operator else { return false }
    return token.end - token.start == 1 && source[Int(token.start)] == byte
  }

  func isColon(at index: Int) -> Bool { isMark(UInt8(ascii: ":"), at: index) }

  /// Whether the current token, or what is left of it, is an operator that starts with `byte`.
  func atOperator(startingWith byte: UInt8) -> Bool {
    switch lexeme {
    case .binaryOperator, .prefixOperator, .postfixOperator: source[Int(here)] == byte
    default: false
    }
  }

  /// Whether the current token, or what is left of it, is the operator `text`.
  func atOperator(_ text: StaticString) -> Bool {
    guard index < end else { return false }
    let token = tokens[index]
    guard token.kind == .operator || token.kind == .punctuation else { return false }
    let start = Int(token.start + consumed)
    guard Int(token.end) - start == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { source[start..<Int(token.end)].elementsEqual($0) }
  }

  var atLeftAngle: Bool { atOperator(startingWith: UInt8(ascii: "<")) }
  var atRightAngle: Bool { atOperator(startingWith: UInt8(ascii: ">")) }

  // MARK: - Texts

  func text(_ start: UInt32, _ end: UInt32) -> String {
    String(decoding: source[Int(start)..<Int(end)], as: UTF8.self)
  }

  func text(_ range: ByteRange) -> String { text(range.start, range.end) }

  /// What is left of the current token as text.
  var currentText: String { index < end ? text(here, tokens[index].end) : "" }

  /// The name that the current word spells, without backticks.
  var currentName: String {
    guard index < end else { return "" }
    switch lexeme {
    case .identifier, .dollar, .keyword:
      let token = tokens[index]
      guard token.flags.contains(.quoted), token.end - token.start >= 2 else {
        return text(token.start, token.end)
      }
      return text(token.start + 1, token.end - 1)
    default: return isWord ? lexeme.rawValue : currentText
    }
  }

  // MARK: - Moving

  /// Goes to the next token; behind the last one it stays.
  @inline(never)
  mutating func advance() {
    guard index < end else { return }
    if consumed > 0 {
      // What is left of `>?` or `>!>` is taken mark by mark.
      let isMark = lexeme == .question || lexeme == .exclamation
      if isMark, here + 1 < tokens[index].end {
        takeByte()
        return
      }
      consumed = 0
    }
    index += 1
    lexeme = lexeme(at: index)
  }

  /// Takes one byte of an operator, leaving the rest: `>` of `>>`.
  mutating func takeByte() {
    guard index < end else { return }
    consumed += 1
    guard here < tokens[index].end else {
      consumed = 0
      index += 1
      lexeme = lexeme(at: index)
      return
    }
    lexeme = mark(tokens[index], consumed: consumed)
  }

  /// Leaves the last `byteCount` bytes of the current operator.
  mutating func leave(_ byteCount: UInt32) {
    consumed = tokens[index].end - tokens[index].start - byteCount
    lexeme = mark(tokens[index], consumed: consumed)
  }

  mutating func move(to target: Int) {
    index = min(target, end)
    consumed = 0
    lexeme = lexeme(at: index)
  }

  mutating func take(_ wanted: Lexeme) -> Bool {
    guard lexeme == wanted else { return false }
    advance()
    return true
  }

  /// Takes the word or mark, or notes that it is missing.
  mutating func expect(_ wanted: Lexeme) {
    if lexeme == wanted {
      advance()
    } else {
      missing("'\(wanted.rawValue)'")
    }
  }

  /// Takes the bracket that closes the one at `open`, skipping what stands in between with a gap.
  mutating func close(_ wanted: Lexeme, openedAt open: Int) {
    if lexeme == wanted {
      advance()
      return
    }
    let start = here
    let target = closing(open)
    if target > index { move(to: target) }
    if let last = gaps.last, last.range.start == start {
      gaps[gaps.count - 1].range.end = max(last.range.end, previousEnd)
    } else {
      gap("expected '\(wanted.rawValue)'", from: start)
    }
    if lexeme == wanted { advance() }
  }

  // MARK: - Skipping

  /// The index of the bracket that closes the one at `open`.
  ///
  /// Braces count braces only. Parentheses and square brackets end at a brace that closes more than
  /// they opened, where the index of that brace is returned; without any, `end`.
  func closing(_ open: Int) -> Int {
    guard open < end else { return end }
    let first = source[Int(tokens[open].start)]
    if first == UInt8(ascii: "{") { return closingBrace(open) }
    let isSquare = first == UInt8(ascii: "[")
    var braces = 0
    var brackets = 0
    var index = open
    while index < end {
      if tokens[index].kind == .punctuation {
        switch source[Int(tokens[index].start)] {
        case UInt8(ascii: "("): if !isSquare { brackets += 1 }
        case UInt8(ascii: "["): if isSquare { brackets += 1 }
        case UInt8(ascii: ")"): if !isSquare { brackets -= 1 }
        case UInt8(ascii: "]"): if isSquare { brackets -= 1 }
        case UInt8(ascii: "{"): braces += 1
        case UInt8(ascii: "}"):
          if braces == 0 { return index }
          braces -= 1
        default: break
        }
        if brackets == 0 { return index }
      }
      index += 1
    }
    return end
  }

  private func closingBrace(_ open: Int) -> Int {
    let end = end
    return tokens.withUnsafeBufferPointer { tokens in
      source.withUnsafeBufferPointer { source in
        var depth = 0
        var index = open
        while index < end {
          if tokens[index].kind == .punctuation {
            let byte = source[Int(tokens[index].start)]
            if byte == UInt8(ascii: "{") {
              depth += 1
            } else if byte == UInt8(ascii: "}") {
              depth -= 1
              if depth == 0 { return index }
            }
          }
          index += 1
        }
        return end
      }
    }
  }

  /// Goes behind the current token, or behind the bracket that closes it.
  mutating func skipOne() {
    let closer: Lexeme
    switch lexeme {
    case .leftParen: closer = .rightParen
    case .leftSquare: closer = .rightSquare
    case .leftBrace: closer = .rightBrace
    default:
      advance()
      return
    }
    move(to: max(closing(index), index + 1))
    if lexeme == closer { advance() }
  }

  /// Goes to the end of the line, over brackets.
  mutating func skipLine() {
    while lexeme != .end, lexeme != .rightBrace {
      skipOne()
      if startsLine || lexeme == .semicolon { return }
    }
  }

  /// Goes to the next comma or closing bracket, or to the next line.
  mutating func skipElement() {
    while !startsLine {
      switch lexeme {
      case .comma, .rightParen, .rightSquare, .rightBrace, .semicolon, .end: return
      default: skipOne()
      }
    }
  }
}
