/// Looking ahead over types, without building anything.
///
/// These rules move the cursor; whoever calls them puts it back.
extension SyntaxParser {
  /// Types nested deeper than this are taken for something else, so that looking ahead stays cheap.
  private static let maximumTypeDepth = 48

  /// Whether the `<` here starts generic arguments, as the compiler decides it: what follows is a
  /// list of types, and behind its `>` comes something that no comparison allows.
  mutating func atGenericArguments() -> Bool {
    let start = mark
    defer { reset(to: start) }
    return skipGenericArguments(0) && atEndOfGenericArguments()
  }

  /// Skips generic arguments, if `atGenericArguments` says that they are.
  mutating func skipGenericArguments() -> Bool {
    let start = mark
    if skipGenericArguments(0), atEndOfGenericArguments() { return true }
    reset(to: start)
    return false
  }

  private mutating func atEndOfGenericArguments() -> Bool {
    switch lexeme {
    case .rightParen, .rightSquare, .leftBrace, .rightBrace, .dot, .comma, .semicolon, .end,
      .exclamation, .question, .colon:
      return true
    case .leftParen, .leftSquare: return !startsLine
    case .postfixOperator, .binaryOperator:
      // `>` is followed by `?` or `!` in the same operator, or by `&`.
      let byte = source[Int(here)]
      if atOperator("&") { return true }
      return consumed > 0 && (byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!"))
    default: return startsLine && (isStatementKeyword || startsDeclaration(.local))
    }
  }

  /// Whether `[8 of T]` starts here.
  mutating func atInlineArrayType() -> Bool {
    let start = mark
    defer { reset(to: start) }
    guard take(.leftSquare) else { return false }
    // Types of counts are names or integers: an array literal is told apart at its second token.
    guard lexeme == .integer || isName || lexeme == .wildcard || atOperator("-") else {
      return false
    }
    return skipTypeArgument(0) && lexeme == .of && !startsLine
  }

  mutating func skipType() -> Bool { skipType(0) }

  /// `[T]` or `[K: V]`, without what follows.
  mutating func skipCollectionType() -> Bool { skipCollection(0) }

  private mutating func skipType(_ depth: Int) -> Bool {
    guard depth < Self.maximumTypeDepth else { return false }
    skipTypeModifiers()
    if lexeme == .some || lexeme == .any || lexeme == .each, startsType(at: index + 1) {
      advance()
    }
    guard skipSimpleType(depth) else { return false }
    while atOperator("&") {
      advance()
      guard skipSimpleType(depth) else { return false }
    }
    if skipArrow() { return skipType(depth + 1) }
    if atOperator("...") { advance() }
    return true
  }

  private mutating func skipTypeModifiers() {
    while true {
      switch lexeme {
      case .at: move(to: max(endOfAttribute(index), index + 1))
      case .inout, .repeat: advance()
      case .borrowing, .consuming, .sending, .owned, .shared, .isolated, .constant:
        guard startsType(at: index + 1) else { return }
        advance()
      case .nonisolated
      where isOnSameLine(UInt8(ascii: "("), at: index + 1) && lexeme(at: index + 2) == .nonsending:
        advance()
        skipOne()
      default: return
      }
    }
  }

  private mutating func skipArrow() -> Bool {
    let start = mark
    while true {
      switch lexeme {
      case .async, .reasync, .rethrows: advance()
      case .throws:
        advance()
        if lexeme == .leftParen { skipOne() }
      case .arrow:
        advance()
        return true
      default:
        reset(to: start)
        return false
      }
    }
  }

  private mutating func skipSimpleType(_ depth: Int) -> Bool {
    if atOperator("~") { advance() }
    switch lexeme {
    case .leftParen: guard skipTuple(depth) else { return false }
    case .leftSquare: guard skipCollection(depth) else { return false }
    case .wildcard: advance()
    default:
      if isModuleSelector, isWord { skipModuleSelector() }
      guard isName || lexeme == .selfType || lexeme == .Any else { return false }
      advance()
      if atLeftAngle, !skipGenericArguments(depth + 1) { return false }
    }
    while true {
      switch lexeme {
      case .dot:
        guard isWord(at: index + 1) else { return false }
        advance()
        if isModuleSelector { skipModuleSelector() }
        guard isWord else { return false }
        advance()
        if atLeftAngle, !skipGenericArguments(depth + 1) { return false }
      case .question, .exclamation:
        if startsLine { return true }
        advance()
      default: return true
      }
    }
  }

  private mutating func skipTuple(_ depth: Int) -> Bool {
    advance()
    while lexeme != .rightParen {
      if lexeme == .inout { advance() }
      if isWord, isColon(at: index + 1) {
        advance()
        advance()
      } else if isWord, isWord(at: index + 1), isColon(at: index + 2) {
        advance()
        advance()
        advance()
      }
      guard skipType(depth + 1) else { return false }
      guard take(.comma) else { break }
    }
    return take(.rightParen)
  }

  private mutating func skipCollection(_ depth: Int) -> Bool {
    advance()
    guard skipTypeArgument(depth) else { return false }
    if lexeme == .of, !startsLine {
      advance()
      guard skipTypeArgument(depth) else { return false }
    } else if take(.colon) {
      guard skipType(depth + 1) else { return false }
    }
    return take(.rightSquare)
  }

  private mutating func skipTypeArgument(_ depth: Int) -> Bool {
    if atOperator("-"), lexeme(at: index + 1) == .integer { advance() }
    if take(.integer) { return true }
    return skipType(depth + 1)
  }

  private mutating func skipGenericArguments(_ depth: Int) -> Bool {
    guard depth < Self.maximumTypeDepth, atLeftAngle else { return false }
    takeByte()
    while !atRightAngle {
      guard skipTypeArgument(depth) else { return false }
      guard take(.comma) else { break }
    }
    guard atRightAngle else { return false }
    takeByte()
    return true
  }
}
