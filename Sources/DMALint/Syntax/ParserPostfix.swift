/// What follows a primary expression: members, calls, subscripts, closures, postfix operators.
extension SyntaxParser {
  /// Reads all suffixes of an expression.
  mutating func postfix(_ primary: Expression, _ place: ExpressionPlace) -> Expression {
    var result = primary
    let start = primary.range.start
    while true {
      switch lexeme {
      case .dot: result = member(result)
      case .leftParen where !startsLine:
        var arguments = parenthesized()
        if lexeme == .leftBrace, isTrailingClosure(at: index, place) {
          trailingClosures(&arguments)
          result = Expression(range(from: start), .call(result, arguments: arguments))
          if lexeme == .leftBrace { return result }
        } else {
          result = Expression(range(from: start), .call(result, arguments: arguments))
        }
      case .leftSquare where !startsLine:
        var arguments = parenthesized()
        if lexeme == .leftBrace, isTrailingClosure(at: index, place) {
          trailingClosures(&arguments)
        }
        result = Expression(range(from: start), .subscript(result, arguments: arguments))
      case .leftBrace:
        guard acceptsClosure(result), isTrailingClosure(at: index, place) else { return result }
        var arguments: [Argument] = []
        trailingClosures(&arguments)
        result = Expression(range(from: start), .call(result, arguments: arguments))
        if lexeme == .leftBrace { return result }
      case .question:
        advance()
        result = Expression(range(from: start), .optionalChain(result))
      case .exclamation:
        advance()
        result = Expression(range(from: start), .forced(result))
      case .postfixOperator:
        let name = currentText
        advance()
        result = Expression(range(from: start), .postfix(name, result))
      case .poundIf:
        guard atConditionalSuffix() else { return result }
        result = conditionalSuffix(result, place)
      default: return result
      }
      if !link(from: start) { result = Expression(range(from: start), .unknown) }
    }
  }

  /// Literals take no trailing closure.
  private func acceptsClosure(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .integer, .float, .boolean, .nilLiteral, .string, .regex, .array, .dictionary: false
    default: true
    }
  }

  /// `.name`, `.0`, `.name(label:)`, `.name<T>`
  private mutating func member(_ base: Expression) -> Expression {
    let start = base.range.start
    advance()
    switch lexeme {
    case .integer:
      let name = currentText
      advance()
      return Expression(
        range(from: start), .member(base, name: name, genericArguments: [], labels: nil))
    case .float:
      // `.0.1` where the lexer made one number of the two indices.
      let indices = currentText.split(separator: ".")
      advance()
      var result = base
      for index in indices {
        result = Expression(
          range(from: start),
          .member(result, name: String(index), genericArguments: [], labels: nil))
      }
      return result
    default: break
    }
    skipModuleSelector()
    guard isWord else {
      missing("the name of a member")
      return Expression(range(from: start), .unknown)
    }
    let name = currentName
    advance()
    let labels = argumentLabels()
    let arguments = genericArguments()
    return Expression(
      range(from: start), .member(base, name: name, genericArguments: arguments, labels: labels))
  }

  // MARK: - Arguments

  /// Reads `(…)` or `[…]` with labelled elements, the brackets included.
  mutating func parenthesized() -> [Argument] {
    let open = index
    let closer: Lexeme = lexeme == .leftSquare ? .rightSquare : .rightParen
    advance()
    let arguments = argumentList(until: closer)
    close(closer, openedAt: open)
    return arguments
  }

  private mutating func argumentList(until closer: Lexeme) -> [Argument] {
    var arguments: [Argument] = []
    while lexeme != closer, lexeme != .end {
      let before = mark
      arguments.append(argument())
      guard take(.comma), !isAt(before) else { break }
    }
    return arguments
  }

  private mutating func argument() -> Argument {
    var label: String?
    if isWord, isColon(at: index + 1) {
      label = lexeme == .wildcard ? nil : currentName
      advance()
      advance()
    }
    return Argument(label: label, operatorReference() ?? expression())
  }

  /// An operator as a value: `reduce(0, +)`.
  private mutating func operatorReference() -> Expression? {
    let isSelected = isModuleSelector
    let position = isSelected ? index + 2 : index
    guard kind(at: position) == .operator || kind(at: position) == .punctuation else { return nil }
    switch lexeme(at: position + 1) {
    case .comma, .rightParen, .rightSquare: break
    default: return nil
    }
    if isSelected { skipModuleSelector() }
    switch lexeme {
    case .binaryOperator, .prefixOperator, .postfixOperator, .addressOf, .questionInfix, .equal,
      .exclamation:
      let start = here
      let name = currentText
      advance()
      return Expression(range(from: start), .name(name, genericArguments: []))
    default: return nil
    }
  }

  // MARK: - Trailing closures

  /// Reads `{ … } label: { … }`.
  mutating func trailingClosures(_ arguments: inout [Argument]) {
    arguments.append(Argument(closure(), isTrailing: true))
    while isWord, lexeme != .default, lexeme != .wildcard || !startsLine, isColon(at: index + 1),
      isMark(UInt8(ascii: "{"), at: index + 2)
    {
      let label = lexeme == .wildcard ? nil : currentName
      advance()
      advance()
      arguments.append(Argument(label: label, closure(), isTrailing: true))
    }
  }

  /// Whether the brace at `open` starts a trailing closure, and not accessors, the cases of a
  /// `switch`, or the body of the statement whose condition is being read.
  func isTrailingClosure(at open: Int, _ place: ExpressionPlace) -> Bool {
    if startsObserver(at: open) { return false }
    switch lexeme(at: open + 1) {
    case .case: return false
    default: break
    }
    switch place {
    case .ordinary: return true
    case .condition, .pattern: break
    }
    // As the compiler does: a closure on one line that something follows which belongs to the
    // expression, as in `for x in xs.filter { $0 > 4 } {`.
    guard open + 1 < end, !tokens[open + 1].flags.contains(.startsLine) else { return false }
    let close = closing(open)
    guard close < end, close + 1 < end else { return false }
    switch lexeme(at: close + 1) {
    case .leftBrace, .where, .comma: return true
    case .leftSquare, .leftParen, .dot, .is, .as, .question, .questionInfix, .exclamation, .colon,
      .equal, .postfixOperator, .binaryOperator:
      return !tokens[close + 1].flags.contains(.startsLine)
    default: return false
    }
  }

  /// Whether the brace at `open` starts observers: `{ didSet { … } }`.
  func startsObserver(at open: Int) -> Bool {
    var next = open + 1
    while lexeme(at: next) == .at, kind(at: next + 1) == .identifier {
      next += 2
      if isMark(UInt8(ascii: "("), at: next) { next = closing(next) + 1 }
    }
    switch lexeme(at: next) {
    case .didSet, .willSet: return true
    case .initializer:
      // An init accessor; a closure can start with a call of `init`, but that has no sense.
      return isMark(UInt8(ascii: "{"), at: next + 1) || isMark(UInt8(ascii: "("), at: next + 1)
    default: return false
    }
  }

  // MARK: - Conditional suffixes

  /// Whether the `#if` here stands around members of the chain: its first line starts with a dot.
  func atConditionalSuffix() -> Bool {
    var next = index
    while lexeme(at: next) == .poundIf { next = endOfLine(next) }
    return isMark(UInt8(ascii: "."), at: next) && isWord(at: next + 1)
  }

  /// The index of the first token on a line below the one at `index`, over brackets.
  func endOfLine(_ index: Int) -> Int {
    var next = index + 1
    while next < end, !tokens[next].flags.contains(.startsLine) {
      switch lexeme(at: next) {
      case .leftParen, .leftSquare, .leftBrace: next = closing(next) + 1
      default: next += 1
      }
    }
    return min(next, end)
  }

  /// Reads `#if … .member … #endif`. Which branch holds is not known: the members of all branches
  /// follow each other in the tree.
  private mutating func conditionalSuffix(
    _ base: Expression, _ place: ExpressionPlace
  ) -> Expression {
    guard let outer = descend() else {
      skipConditional()
      return Expression(range(from: base.range.start), .unknown)
    }
    defer { ascend(outer) }
    var result = base
    repeat {
      move(to: endOfLine(index))
      result = postfix(result, place)
      skipToBranchEnd()
    } while lexeme == .poundElseif || lexeme == .poundElse
    if lexeme == .poundEndif { move(to: endOfLine(index)) }
    return result
  }
}
