/// Expressions: operands with what stands in front of them, and primary expressions.
extension SyntaxParser {
  /// Reads an expression with its operators; without one, notes a gap and reads nothing.
  mutating func expression(_ place: ExpressionPlace = .ordinary) -> Expression {
    guard let outer = descend() else { return tooDeep() }
    defer { ascend(outer) }
    let start = mark
    let gapCount = gaps.count
    let first = operand(place)
    guard atInfix(place) else { return first }
    return operatorSequence(first, from: start, gapCount: gapCount, place)
  }

  /// Skips an expression that lies too deep.
  private mutating func tooDeep() -> Expression {
    let start = here
    let before = mark
    skipElement()
    if isAt(before) { skipOne() }
    gap("nesting too deep", from: start)
    return Expression(range(from: start), .unknown)
  }

  /// Whether an expression can start here, to tell `return` and its kin from what follows them.
  var atExpression: Bool {
    switch lexeme {
    case .leftParen, .leftSquare, .leftBrace, .dot, .pound, .backslash, .wildcard, .addressOf,
      .dollar, .prefixOperator, .integer, .float, .quote, .regex, .initializer, .selfValue,
      .selfType, .super, .Any, .nil, .true, .false, .try, .repeat, .if, .switch, .do, .at, .inout:
      true
    case .binaryOperator, .postfixOperator, .arrow, .equal, .question, .questionInfix,
      .exclamation, .rightParen, .rightSquare, .rightBrace, .comma, .colon, .doubleColon,
      .semicolon, .keyword, .text, .interpolationStart, .directive, .unknown, .end, .poundIf,
      .poundElseif, .poundElse, .poundEndif:
      false
    default: isName
    }
  }

  /// Reads an operand: the words in front of it, prefix operators, and the operand itself.
  mutating func operand(_ place: ExpressionPlace) -> Expression {
    switch lexeme {
    case .try, .await, .unsafe, .copy, .consume, .borrow, .move, .legacyBorrow, .each, .repeat:
      return prefixedByWord(place) ?? unary(place)
    case .any, .some:
      guard atWordPrefix(place) || lexeme(at: index + 1) == .prefixOperator else {
        return unary(place)
      }
      return typeExpression()
    case .at, .inout: return typeExpression()
    case .nonisolated:
      guard isMark(UInt8(ascii: "("), at: index + 1), lexeme(at: index + 2) == .nonsending else {
        return unary(place)
      }
      return typeExpression()
    default: return unary(place)
    }
  }

  private mutating func typeExpression() -> Expression {
    let type = type()
    return Expression(type.range, .type(type))
  }

  /// `try x`, `await x`, `consume x` …; nil where the word is a name.
  private mutating func prefixedByWord(_ place: ExpressionPlace) -> Expression? {
    let word = lexeme
    switch word {
    case .try, .repeat: break
    case .await: guard atAwait() else { return nil }
    case .unsafe:
      let isPrefix = atWordPrefix(place, acceptsClosure: true, prefersPostfix: false)
      guard isPrefix else { return nil }
    default: guard atWordPrefix(place) else { return nil }
    }
    guard let outer = descend() else { return tooDeep() }
    defer { ascend(outer) }
    let start = here
    advance()
    switch word {
    case .try:
      var kind = Expression.TryKind.propagate
      if take(.question) { kind = .optional } else if take(.exclamation) { kind = .forced }
      let operand = operand(place)
      return Expression(range(from: start), .try(kind, operand))
    case .await:
      let operand = operand(place)
      return Expression(range(from: start), .await(operand))
    case .repeat:
      let pattern = expression(place)
      return Expression(range(from: start), .word(word.rawValue, pattern))
    default:
      let operand = operand(place)
      let name = word == .move ? "consume" : word == .legacyBorrow ? "borrow" : word.rawValue
      return Expression(range(from: start), .word(name, operand))
    }
  }

  /// Whether `await` is the word and not a name.
  private func atAwait() -> Bool {
    switch peek() {
    case .binaryOperator, .postfixOperator, .equal, .comma, .colon, .rightParen, .rightSquare,
      .rightBrace, .question, .questionInfix, .exclamation, .semicolon, .arrow, .end:
      false
    case .dot: tokens[index + 1].flags.contains(.spaceBefore)
    default: true
    }
  }

  /// Whether the current name stands in front of an operand on the same line, as `consume` can.
  func atWordPrefix(
    _ place: ExpressionPlace = .ordinary, acceptsClosure: Bool = false, prefersPostfix: Bool = true
  ) -> Bool {
    guard index + 1 < end else { return false }
    let next = tokens[index + 1]
    guard !next.flags.contains(.startsLine) else { return false }
    switch lexeme(at: index + 1) {
    case .dollar, .wildcard, .integer, .float, .quote, .regex, .addressOf, .prefixOperator, .at,
      .backslash, .pound, .Any, .selfType, .selfValue, .super, .initializer, .true, .false, .nil,
      .repeat, .try, .if, .switch:
      return true
    case .dot, .leftParen, .leftSquare:
      return !prefersPostfix && next.flags.contains(.spaceBefore)
    case .leftBrace:
      guard acceptsClosure else { return false }
      return isTrailingClosure(at: index + 1, place)
    default: return next.kind == .identifier
    }
  }

  /// Reads prefix operators and a postfix expression.
  mutating func unary(_ place: ExpressionPlace) -> Expression {
    switch lexeme {
    case .addressOf, .prefixOperator:
      guard let outer = descend() else { return tooDeep() }
      defer { ascend(outer) }
      let start = here
      let name = lexeme == .addressOf ? nil : currentText
      advance()
      let operand = unary(place)
      let range = range(from: start)
      return Expression(range, name.map { .prefix($0, operand) } ?? .addressOf(operand))
    case .backslash: return keyPath()
    case .if:
      let statement = ifStatement()
      return Expression(statement.range, .if(statement))
    case .switch:
      let statement = switchStatement()
      return Expression(statement.range, .switch(statement))
    case .do:
      let statement = doStatement()
      return Expression(statement.range, .do(statement))
    default:
      let start = mark
      let primary = primary(place)
      return isAt(start) ? primary : postfix(primary, place)
    }
  }

  /// Reads a primary expression; where none starts, notes a gap and consumes nothing.
  private mutating func primary(_ place: ExpressionPlace) -> Expression {
    let start = here
    switch lexeme {
    case .integer: return integer()
    case .float: return literal(.float)
    case .regex: return literal(.regex)
    case .true: return literal(.boolean(true))
    case .false: return literal(.boolean(false))
    case .nil: return literal(.nilLiteral)
    case .wildcard where !isModuleSelector: return literal(.wildcard)
    case .quote: return string()
    case .dollar, .initializer, .super, .Any: return name()
    case .leftBrace: return closure()
    case .leftSquare: return collection()
    case .leftParen:
      let elements = parenthesized()
      return Expression(range(from: start), .tuple(elements))
    case .pound: return macro(place)
    case .dot:
      guard isWord(at: index + 1) else { break }
      advance()
      skipModuleSelector()
      let name = currentName
      if isWord { advance() } else { missing("the name of a member") }
      _ = argumentLabels()
      return Expression(range(from: start), .implicitMember(name: name))
    default:
      if isName || lexeme == .selfValue || lexeme == .selfType || isModuleSelector { return name() }
    }
    missing("an expression")
    return Expression(ByteRange(start, start), .unknown)
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let start = here
    advance()
    return Expression(range(from: start), kind)
  }

  // MARK: - Names

  /// Whether `Module::` stands here.
  var isModuleSelector: Bool { lexeme(at: index + 1) == .doubleColon }

  /// Skips `Module::`.
  mutating func skipModuleSelector() {
    while isModuleSelector, isWord || lexeme == .wildcard {
      advance()
      advance()
    }
  }

  private mutating func name() -> Expression {
    let start = here
    skipModuleSelector()
    let name = currentName
    if isWord || lexeme == .dollar { advance() } else { missing("a name") }
    _ = argumentLabels()
    let arguments = genericArguments()
    return Expression(range(from: start), .name(name, genericArguments: arguments))
  }

  /// `(label:other:)` behind the name of a function that is not called; nil where it is.
  mutating func argumentLabels() -> [String?]? {
    guard lexeme == .leftParen, !startsLine else { return nil }
    var next = index + 1
    while isWord(at: next), isColon(at: next + 1) { next += 2 }
    guard next > index + 1, isMark(UInt8(ascii: ")"), at: next) else { return nil }
    var labels: [String?] = []
    advance()
    while lexeme != .rightParen {
      labels.append(lexeme == .wildcard ? nil : currentName)
      advance()
      advance()
    }
    advance()
    return labels
  }

  /// `<A, B>` behind a name, if that is what it is and not a comparison.
  mutating func genericArguments() -> [TypeSyntax] {
    guard atLeftAngle, atGenericArguments() else { return [] }
    return genericArgumentList()
  }

  // MARK: - Macros

  /// `#name<T>(arguments) { … }`
  private mutating func macro(_ place: ExpressionPlace) -> Expression {
    let start = here
    advance()
    skipModuleSelector()
    let name = currentName
    if isWord, !startsLine { advance() } else { missing("the name of a macro") }
    _ = genericArguments()
    var arguments: [Argument] = []
    if lexeme == .leftParen, !startsLine { arguments = parenthesized() }
    if lexeme == .leftBrace, isTrailingClosure(at: index, place) {
      trailingClosures(&arguments)
    }
    return Expression(range(from: start), .macro(name: name, arguments: arguments))
  }

  // MARK: - Key paths

  /// `\Root.path[0]?.member`, kept as text.
  private mutating func keyPath() -> Expression {
    let start = here
    advance()
    if lexeme != .dot, !isOptionalPath { skipKeyPathRoot() }
    while true {
      switch lexeme {
      case .leftSquare where !startsLine: _ = parenthesized()
      case .dot:
        advance()
        if !keyPathMember(), lexeme != .leftSquare, !isOptionalPath { missing("a member") }
      case .question, .exclamation: advance()
      default:
        guard isOptionalPath else {
          return Expression(range(from: start), .keyPath(text(range(from: start))))
        }
        // One operator to the lexer, `.?.` may end with the dot of a member.
        advance()
        if source[Int(previousEnd) - 1] == UInt8(ascii: ".") { _ = keyPathMember() }
      }
    }
  }

  /// Reads the name, labels and arguments behind a dot of a key path.
  private mutating func keyPathMember() -> Bool {
    guard isWord || lexeme == .integer else { return false }
    advance()
    _ = argumentLabels()
    _ = genericArguments()
    if lexeme == .leftParen, !startsLine { _ = parenthesized() }
    return true
  }

  /// Whether the current operator consists of `.`, `?` and `!`, which in a key path are its links.
  private var isOptionalPath: Bool {
    guard kind(at: index) == .operator || kind(at: index) == .punctuation else { return false }
    let bytes = source[Int(here)..<Int(tokens[index].end)]
    let isMarks = bytes.allSatisfy {
      $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: ".")
    }
    return isMarks && bytes.contains { $0 != UInt8(ascii: ".") }
  }

  /// The root type of a key path, without its members.
  private mutating func skipKeyPathRoot() {
    switch lexeme {
    case .leftParen, .leftSquare: skipOne()
    default:
      skipModuleSelector()
      if isWord { advance() } else { missing("a type") }
      if atLeftAngle { _ = genericArgumentList() }
    }
  }
}
