/// Statements and blocks.
extension SyntaxParser {
  /// Reads the body that the parser was made for.
  mutating func wholeBody(_ body: BodySyntax) -> Block {
    guard lexeme == .leftBrace else { return Block(range: body.range, statements: []) }
    advance()
    let statements = statements()
    if lexeme != .rightBrace { missing("'}'") }
    return Block(range: body.range, statements: statements)
  }

  /// Reads the value that the parser was made for.
  mutating func wholeValue() -> Expression {
    let value = expression()
    if lexeme != .end {
      let start = here
      move(to: end)
      gap("more than one expression", from: start)
    }
    return value
  }

  /// Reads `{ … }`; without a brace, notes a gap and reads nothing.
  mutating func block() -> Block {
    let start = here
    guard lexeme == .leftBrace else {
      missing("'{'")
      return Block(range: ByteRange(start, start), statements: [])
    }
    let open = index
    guard let outer = descend() else {
      skipOne()
      gap("nesting too deep", from: start)
      return Block(range: range(from: start), statements: [])
    }
    defer { ascend(outer) }
    advance()
    let statements = statements()
    close(.rightBrace, openedAt: open)
    return Block(range: range(from: start), statements: statements)
  }

  /// Where a list of statements stands, and so what ends it.
  enum StatementPlace {
    case block, file
    /// Behind `case …:`, where the next `case` ends it.
    case switchCase
  }

  /// Reads statements up to the brace that closes them.
  mutating func statements(_ place: StatementPlace = .block) -> [Statement] {
    var statements: [Statement] = []
    while !atEnd(of: place) {
      let before = mark
      let gapCount = gaps.count
      if let statement = statement(place) { statements.append(statement) }
      if isAt(before) {
        gaps.removeLast(gaps.count - gapCount)
        let start = here
        skipOne()
        skipRest()
        gap("a statement that is not understood", from: start)
        statements.append(Statement(range(from: start), .unknown))
      }
      separator(place)
    }
    return statements
  }

  private mutating func atEnd(of place: StatementPlace) -> Bool {
    switch lexeme {
    case .end: return true
    case .rightBrace:
      switch place {
      case .block, .switchCase: return true
      case .file: return false
      }
    case .poundElseif, .poundElse, .poundEndif: return conditionals > 0
    case .case, .default, .at, .poundIf:
      switch place {
      case .block, .file: return false
      case .switchCase: return atSwitchCase()
      }
    default: return false
    }
  }

  /// Takes semicolons, or skips what follows a statement on its line, with a gap.
  private mutating func separator(_ place: StatementPlace) {
    if lexeme == .semicolon {
      while take(.semicolon) {}
      return
    }
    guard !startsLine, !atEnd(of: place) else { return }
    switch lexeme {
    case .poundIf, .poundElseif, .poundElse, .poundEndif: return
    default: break
    }
    if gaps.last?.range.start == here, gaps.last?.range.end ?? 0 > here {
      gaps.removeLast()
    }
    let start = here
    skipRest()
    gap("the rest of a statement", from: start)
    while take(.semicolon) {}
  }

  /// Skips to the end of the statement: the next line or semicolon outside of brackets.
  private mutating func skipRest() {
    while !startsLine, lexeme != .semicolon, lexeme != .rightBrace, lexeme != .end { skipOne() }
  }

  /// Reads one statement; nil where only a separator stands.
  private mutating func statement(_ place: StatementPlace) -> Statement? {
    guard let outer = descend() else { return statementTooDeep() }
    defer { ascend(outer) }
    let start = here
    switch lexeme {
    case .semicolon: return nil
    case .poundIf where !atConditionalAttributes(): return conditional(place)
    case .directive:
      move(to: endOfLine(index))
      return nil
    default: break
    }
    let before = mark
    if let statement = keywordStatement(from: start) { return statement }
    let isDeclared =
      switch place {
      case .file: startsDeclaration(.file)
      case .block, .switchCase: startsDeclaration(.local)
      }
    if isDeclared {
      let declaration: Declaration
      switch place {
      case .file: declaration = self.declaration(.file)
      case .block, .switchCase: declaration = self.declaration(.local)
      }
      return Statement(declaration.range, .declaration(declaration))
    }
    let value = expression()
    guard !isAt(before) else { return nil }
    return Statement(value.range, .expression(value))
  }

  private mutating func statementTooDeep() -> Statement {
    let start = here
    while lexeme != .rightBrace, lexeme != .end { skipOne() }
    gap("nesting too deep", from: start)
    return Statement(range(from: start), .unknown)
  }

  /// Reads a statement that starts with a keyword of its own; nil for others.
  private mutating func keywordStatement(from start: UInt32) -> Statement? {
    if kind(at: index) == .identifier, isColon(at: index + 1) {
      return labeledStatement(from: start)
    }
    switch lexeme {
    case .if, .switch, .do: return braced(from: start)
    case .guard: return guardStatement(from: start)
    case .while: return whileStatement(from: start)
    case .for: return forStatement(from: start)
    case .repeat:
      return isMark(UInt8(ascii: "{"), at: index + 1) ? repeatStatement(from: start) : nil
    case .defer:
      advance()
      let body = block()
      return Statement(range(from: start), .defer(body))
    case .return:
      advance()
      let value = startsReturnValue() ? expression() : nil
      return Statement(range(from: start), .return(value))
    case .throw:
      advance()
      let value = expression()
      return Statement(range(from: start), .throw(value))
    case .break:
      advance()
      let label = jumpLabel()
      return Statement(range(from: start), .break(label: label))
    case .continue:
      advance()
      let label = jumpLabel()
      return Statement(range(from: start), .continue(label: label))
    case .fallthrough:
      advance()
      return Statement(range(from: start), .fallthrough)
    case .yield, .discard, .then: return contextualStatement(from: start)
    default: return nil
    }
  }

  /// `yield x`, `discard self`, `then x`; nil where the word is a name.
  private mutating func contextualStatement(from start: UInt32) -> Statement? {
    let word = lexeme
    guard kind(at: index) == .identifier, atWordPrefix() else { return nil }
    advance()
    let value = expression()
    let range = range(from: start)
    switch word {
    case .yield: return Statement(range, .yield(value))
    case .discard: return Statement(range, .discard(value))
    default: return Statement(range, .then(value))
    }
  }

  private mutating func labeledStatement(from start: UInt32) -> Statement? {
    switch lexeme(at: index + 2) {
    case .for, .while, .repeat, .do, .if, .switch: break
    default: return nil
    }
    let label = currentName
    advance()
    advance()
    guard let outer = descend() else { return statementTooDeep() }
    defer { ascend(outer) }
    guard let statement = keywordStatement(from: here) else { return nil }
    return Statement(range(from: start), .labeled(label, statement))
  }

  /// Whether the word starts a statement and nothing else.
  var isStatementKeyword: Bool {
    switch lexeme {
    case .for, .while, .guard, .defer, .return, .throw, .break, .continue, .fallthrough: true
    default: false
    }
  }

  private mutating func jumpLabel() -> String? {
    guard !startsLine, isName || lexeme == .dollar else { return nil }
    let label = currentName
    advance()
    return label
  }

  private mutating func startsReturnValue() -> Bool {
    switch lexeme {
    case .rightBrace, .case, .default, .semicolon, .poundIf, .poundElseif, .poundElse, .poundEndif,
      .end:
      return false
    case .if, .switch, .do: return true
    case .at where startsLine: return false
    default: break
    }
    if isStatementKeyword { return false }
    if kind(at: index) == .identifier, isColon(at: index + 1), startsLine { return false }
    if lexeme == .repeat, isMark(UInt8(ascii: "{"), at: index + 1) { return false }
    return atExpression && !startsDeclaration(.local)
  }

  // MARK: - Branches

  /// `if`, `switch` and `do` as statements, also where a cast makes expressions of them.
  private mutating func braced(from start: UInt32) -> Statement {
    let kind: Statement.Kind
    let value: Expression.Kind
    switch lexeme {
    case .if:
      let statement = ifStatement()
      (kind, value) = (.if(statement), .if(statement))
    case .switch:
      let statement = switchStatement()
      (kind, value) = (.switch(statement), .switch(statement))
    default:
      let statement = doStatement()
      (kind, value) = (.do(statement), .do(statement))
    }
    guard lexeme == .as, !startsLine else { return Statement(range(from: start), kind) }
    let operand = Expression(range(from: start), value)
    advance()
    let cast = castKind()
    let type = type()
    let range = range(from: start)
    return Statement(range, .expression(Expression(range, .cast(operand, cast, type))))
  }

  mutating func ifStatement() -> IfStatement {
    // A ladder of `else if` is read in a loop, and becomes a nest from its last step inwards.
    var steps: [(start: UInt32, conditions: [Condition], then: Block)] = []
    var otherwise: Block?
    while true {
      let start = here
      advance()
      let conditions = conditions()
      steps.append((start, conditions, block()))
      guard lexeme == .else else { break }
      advance()
      if lexeme == .if {
        if !link(from: start) { steps.removeAll() }
        continue
      }
      otherwise = block()
      break
    }
    let end = previousEnd
    var result: IfStatement?
    for step in steps.reversed() {
      if let inner = result {
        otherwise = Block(
          range: inner.range, statements: [Statement(inner.range, .if(inner))])
      }
      result = IfStatement(
        range: ByteRange(step.start, max(step.start, end)), conditions: step.conditions,
        then: step.then, otherwise: otherwise)
    }
    return result
      ?? IfStatement(
        range: ByteRange(end, end), conditions: [],
        then: Block(range: ByteRange(end, end), statements: []), otherwise: otherwise)
  }

  /// The conditions of `if`, `guard` and `while`.
  private mutating func conditions() -> [Condition] {
    var conditions: [Condition] = []
    if lexeme == .leftBrace {
      missing("a condition")
      return conditions
    }
    while true {
      let before = mark
      conditions.append(conditionElement())
      guard take(.comma), !isAt(before) else { return conditions }
      // A comma may stand behind the last condition.
      if lexeme == .else { return conditions }
      if lexeme == .leftBrace, startsBodyBehindComma() { return conditions }
    }
  }

  /// Whether the brace behind a comma starts the body, and is not a closure that is a condition.
  private func startsBodyBehindComma() -> Bool {
    let next = closing(index) + 1
    switch lexeme(at: next) {
    case .end, .semicolon, .else, .rightBrace, .rightParen: return true
    case .comma, .binaryOperator: return false
    default: return next >= end || tokens[next].flags.contains(.startsLine)
    }
  }

  private mutating func conditionElement() -> Condition {
    switch lexeme {
    case .availability:
      advance()
      if lexeme == .leftParen { skipOne() }
      return .availability
    case .case:
      advance()
      let pattern = typed(matchingPattern())
      expect(.equal)
      let value = expression(.condition)
      return .pattern(pattern, value)
    case .let, .var, .inout:
      let isVariable = lexeme != .let
      advance()
      let pattern = bindingPattern(isVariable: isVariable)
      var type: TypeSyntax?
      if take(.colon) { type = self.type() }
      var value: Expression?
      if take(.equal) { value = expression(.condition) }
      return .optionalBinding(pattern, isVariable: isVariable, type: type, value: value)
    default: return .expression(expression(.condition))
    }
  }

  /// A pattern with `: Type` behind it where there is one.
  private mutating func typed(_ pattern: Pattern) -> Pattern {
    guard lexeme == .colon else { return pattern }
    advance()
    let type = type()
    return Pattern(range(from: pattern.range.start), .typed(pattern, type))
  }

  private mutating func guardStatement(from start: UInt32) -> Statement {
    advance()
    let conditions = conditions()
    expect(.else)
    let body = block()
    return Statement(range(from: start), .guard(conditions, body))
  }

  // MARK: - Loops

  private mutating func whileStatement(from start: UInt32) -> Statement {
    advance()
    let conditions = conditions()
    let body = block()
    return Statement(range(from: start), .while(conditions, body))
  }

  private mutating func repeatStatement(from start: UInt32) -> Statement {
    advance()
    let body = block()
    expect(.while)
    let condition = expression()
    return Statement(range(from: start), .repeatWhile(body, condition))
  }

  private mutating func forStatement(from start: UInt32) -> Statement {
    advance()
    let isTry = take(.try)
    let isAwait = lexeme == .await && lexeme(at: index + 1) != .in && take(.await)
    if lexeme == .unsafe, lexeme(at: index + 1) != .in, !isColon(at: index + 1) { advance() }
    let pattern: Pattern
    if take(.case) {
      pattern = matchingPattern()
    } else {
      pattern = bindingPattern(isVariable: false)
    }
    var type: TypeSyntax?
    if take(.colon) { type = self.type() }
    expect(.in)
    let sequence: Expression
    if lexeme == .leftBrace {
      missing("a sequence")
      sequence = Expression(ByteRange(here, here), .unknown)
    } else {
      sequence = expression(.condition)
    }
    var condition: Expression?
    if take(.where) { condition = expression(.condition) }
    var statement = ForStatement(pattern: pattern, sequence: sequence, body: block())
    statement.type = type
    statement.isTry = isTry
    statement.isAwait = isAwait
    statement.condition = condition
    return Statement(range(from: start), .for(statement))
  }

  // MARK: - Switch

  mutating func switchStatement() -> SwitchStatement {
    let start = here
    advance()
    let subject: Expression
    if lexeme == .leftBrace {
      missing("a subject")
      subject = Expression(ByteRange(here, here), .unknown)
    } else {
      subject = expression(.condition)
    }
    var cases: [SwitchStatement.Case] = []
    let open = index
    if lexeme == .leftBrace {
      advance()
      switchCases(&cases)
      close(.rightBrace, openedAt: open)
    } else {
      missing("'{'")
    }
    return SwitchStatement(range: range(from: start), subject: subject, cases: cases)
  }

  /// Reads the cases of a `switch`; those inside `#if` too, of all branches in order.
  private mutating func switchCases(_ cases: inout [SwitchStatement.Case]) {
    guard let outer = descend() else {
      let start = here
      while lexeme != .rightBrace, lexeme != .end { skipOne() }
      gap("nesting too deep", from: start)
      return
    }
    defer { ascend(outer) }
    while true {
      switch lexeme {
      case .rightBrace, .end, .poundElseif, .poundElse, .poundEndif: return
      case .case, .default: cases.append(switchCase())
      case .at where atSwitchCase(): cases.append(switchCase())
      case .poundIf:
        conditionals += 1
        repeat {
          move(to: endOfLine(index))
          switchCases(&cases)
          skipToBranchEnd()
        } while lexeme == .poundElseif || lexeme == .poundElse
        conditionals -= 1
        if lexeme == .poundEndif { move(to: endOfLine(index)) } else { return }
      case .directive: move(to: endOfLine(index))
      default:
        let start = here
        while lexeme != .rightBrace, lexeme != .end, lexeme != .case, lexeme != .default {
          skipOne()
        }
        gap("statements outside of a case", from: start)
      }
    }
  }

  /// Whether the next `case` of a `switch` starts here, also behind `@unknown` and `#if`.
  private func atSwitchCase() -> Bool {
    var next = index
    while true {
      switch lexeme(at: next) {
      case .case, .default: return true
      case .at: next = max(endOfAttribute(next), next + 1)
      case .poundIf, .poundElseif, .poundElse: next = endOfLine(next)
      default: return false
      }
    }
  }

  private mutating func switchCase() -> SwitchStatement.Case {
    let start = here
    _ = attributes()
    var items: [(pattern: Pattern, condition: Expression?)] = []
    let isDefault = lexeme == .default
    if take(.case) {
      items = guardedPatterns(until: .colon, .ordinary)
    } else {
      _ = take(.default)
    }
    expect(.colon)
    let bodyStart = previousEnd
    let statements = statements(.switchCase)
    let body = Block(range: range(from: bodyStart), statements: statements)
    return SwitchStatement.Case(
      range: range(from: start), items: items, isDefault: isDefault, body: body)
  }

  /// `pattern where condition, pattern …`
  private mutating func guardedPatterns(
    until closer: Lexeme, _ place: ExpressionPlace
  ) -> [(pattern: Pattern, condition: Expression?)] {
    var items: [(pattern: Pattern, condition: Expression?)] = []
    while lexeme != closer, lexeme != .end {
      let before = mark
      let pattern = matchingPattern()
      var condition: Expression?
      if take(.where) { condition = expression(place) }
      items.append((pattern, condition))
      guard take(.comma), !isAt(before) else { break }
    }
    return items
  }

  // MARK: - Do

  mutating func doStatement() -> DoStatement {
    let start = here
    advance()
    let clause = lexeme == .throws ? throwsClause() : nil
    let body = block()
    var catches: [DoStatement.Catch] = []
    while take(.catch) {
      let items = catchItems()
      catches.append(DoStatement.Catch(items: items, body: block()))
    }
    return DoStatement(range: range(from: start), throws: clause, body: body, catches: catches)
  }

  private mutating func catchItems() -> [(pattern: Pattern, condition: Expression?)] {
    guard lexeme == .where else { return guardedPatterns(until: .leftBrace, .condition) }
    // Without a pattern, `error` is bound.
    let pattern = Pattern(ByteRange(here, here), .binding("error", isVariable: false))
    advance()
    return [(pattern, expression(.condition))]
  }

  // MARK: - Conditional compilation

  private mutating func conditional(_ place: StatementPlace) -> Statement {
    let start = here
    let branches = branches { $0.statements(place) }
    return Statement(range(from: start), .conditional(branches))
  }
}
