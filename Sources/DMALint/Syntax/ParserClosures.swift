/// Closure expressions and their signatures.
extension SyntaxParser {
  /// Reads `{ … }` as a closure.
  mutating func closure() -> Expression {
    let start = here
    let open = index
    advance()
    var closure = ClosureExpression(
      range: ByteRange(start, start), body: Block(range: ByteRange(start, start), statements: []))
    if startsSignature, hasSignature() { signature(&closure) }
    let statements = statements()
    close(.rightBrace, openedAt: open)
    closure.range = range(from: start)
    closure.body = Block(range: closure.range, statements: statements)
    return Expression(closure.range, .closure(closure))
  }

  private var startsSignature: Bool {
    switch lexeme {
    case .at, .leftParen, .leftSquare: true
    default: isClosureParameter
    }
  }

  /// Whether a name without a type can be a parameter here: `x`, `_`, or `$x`.
  private var isClosureParameter: Bool { isName || lexeme == .wildcard || lexeme == .dollar }

  /// Whether a signature with its `in` stands here.
  private mutating func hasSignature() -> Bool {
    let start = mark
    defer { reset(to: start) }
    while lexeme == .at { move(to: max(endOfAttribute(index), index + 1)) }
    if lexeme == .leftSquare {
      let close = closing(index)
      guard isMark(UInt8(ascii: "]"), at: close) else { return false }
      move(to: close + 1)
    }
    if lexeme == .leftParen {
      let close = closing(index)
      guard isMark(UInt8(ascii: ")"), at: close) else { return false }
      move(to: close + 1)
    } else if isClosureParameter {
      advance()
      while take(.comma) {
        guard isClosureParameter else { return false }
        advance()
      }
    }
    while true {
      switch lexeme {
      case .async, .reasync, .rethrows: advance()
      case .throws:
        advance()
        if lexeme == .leftParen { skipOne() }
      case .arrow:
        advance()
        return skipType() && lexeme == .in
      default: return lexeme == .in
      }
    }
  }

  private mutating func signature(_ closure: inout ClosureExpression) {
    closure.hasSignature = true
    _ = attributes()
    if lexeme == .leftSquare { closure.captures = captures() }
    if lexeme == .leftParen {
      closure.parameters = parameters(of: .closure)
    } else {
      while isClosureParameter {
        switch lexeme {
        case .async where peek() == .in || peek() == .throws || peek() == .arrow: break
        default:
          let start = here
          let name = currentName
          advance()
          closure.parameters.append(
            ParameterSyntax(range: range(from: start), label: nil, name: name, type: nil))
          if take(.comma) { continue }
        }
        break
      }
    }
    (closure.isAsync, closure.throws) = effects()
    if take(.arrow) { closure.result = type() }
    expect(.in)
  }

  /// `[weak self, x, y = value]`
  private mutating func captures() -> [ClosureExpression.Capture] {
    let open = index
    advance()
    var captures: [ClosureExpression.Capture] = []
    while lexeme != .rightSquare, lexeme != .end {
      let before = mark
      captures.append(capture())
      guard take(.comma), !isAt(before) else { break }
    }
    close(.rightSquare, openedAt: open)
    return captures
  }

  private mutating func capture() -> ClosureExpression.Capture {
    let start = here
    var specifier: String?
    if lexeme == .weak || lexeme == .unowned, lexeme(at: index + 1) != .equal,
      isWord(at: index + 1) || isMark(UInt8(ascii: "("), at: index + 1)
    {
      advance()
      if lexeme == .leftParen { skipOne() }
      specifier = text(start, previousEnd)
    }
    let name = currentName
    if isWord { advance() } else { missing("a name") }
    var value: Expression?
    if take(.equal) { value = expression() }
    return ClosureExpression.Capture(
      specifier: specifier, name: name, value: value, range: range(from: start))
  }
}
