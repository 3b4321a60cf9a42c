/// Whole functions: parameters, `self`, initial values, the way out.
extension FunctionLowering {
  func lowerDeclared(_ source: FunctionSource) -> FlowFunction {
    role = source.role
    errorType = source.errorType
    switch source.content {
    case .none: return function
    case .body(let body):
      let (block, gaps) = unit.input.statements(of: body)
      unit.add(gaps)
      openFunction()
      if case .initializer(let isDesignated) = role {
        beginInitializer(storesMembers: isDesignated && !unit.input.delegates(body))
      }
      if case .readCoroutine = role {
        yielded = newLocal("yielded", function.result, function.range, isTemporary: true)
      }
      lowerBody(block, returnsValue: returnsValue)
    case .tokens(let tokens):
      let (value, gaps) = unit.input.value(at: tokens)
      unit.add(gaps)
      openFunction()
      lowerValue(value)
    case .expression(let value, let gaps):
      unit.add(gaps)
      openFunction()
      lowerValue(value)
    case .topLevel:
      openFunction()
      pushScope(end: function.end)
      lowerStatements(unit.input.syntax.topLevel)
      popScope()
    }
    finish()
    return function
  }

  /// Whether the only expression of the body is its result.
  private var returnsValue: Bool {
    switch role {
    case .plain, .value: function.result != nil
    case .initializer: false
    case .readCoroutine, .modifyCoroutine, .address, .mutableAddress: true
    }
  }

  /// Begins the entry block; parameters live until the end of the function.
  func openFunction() {
    begin(newBlock())
    pushScope(end: function.end)
    for (index, parameter) in function.parameters.enumerated() {
      let local = LocalID(UInt32(index))
      bind(parameter.name, .local(local))
      if parameter.convention != .place { scopes[0].entries.append(.local(local)) }
    }
    if let local = function.selfLocal { bind("self", .local(local)) }
  }

  private func beginInitializer(storesMembers: Bool) {
    guard let local = function.selfLocal, let owner = context.owner else { return }
    perform(.enter(local), function.range)
    guard storesMembers, let entry = outline.types[owner] else { return }
    for name in entry.stored {
      guard let member = entry.members[name], let initializer = member.initializer else { continue }
      let closure = emit(.closure(initializer), member.range)
      let value = emit(.call(Call(.value(closure))), member.range)
      let place = emit(.member(base: emit(.local(local), member.range), name: name), member.range)
      store(value, into: place, member.range)
    }
  }

  /// Lowers the statements of a body; a single expression is the result where one is wanted.
  func lowerBody(_ block: Block, returnsValue: Bool) {
    pushScope(end: function.end)
    if returnsValue, block.statements.count == 1 {
      let statement = block.statements[0]
      switch statement.kind {
      case .expression(let expression) where expression.canBeResult:
        lowerReturn(expression, range(statement.range))
      case .if, .switch, .do:
        if statement.givesValue(depth: 0) {
          lowerBranchingResult(statement)
        } else {
          lowerStatements(block.statements)
        }
      default: lowerStatements(block.statements)
      }
    } else if returnsValue, let parts = built(by: block), let first = parts.first {
      lowerReturn(Expression(first.range, .array(parts)), range(first.range))
    } else {
      lowerStatements(block.statements)
    }
    popScope()
  }

  /// What a closure makes for a result builder: values of types, one after another, none of which is
  /// used. Without a builder such a body would have no result.
  private func built(by block: Block) -> [Expression]? {
    guard function.kind == .closure, block.statements.count > 1, function.result?.name == "Array"
    else { return nil }
    var parts: [Expression] = []
    for statement in block.statements {
      guard case .expression(let expression) = statement.kind,
        case .call(let callee, _) = expression.kind, case .name(let type, _) = callee.kind,
        outline.types[type]?.keyword != nil
      else { return nil }
      parts.append(expression)
    }
    return parts
  }

  /// A body that is one `if`, `switch` or `do`: the branches' values are the result.
  private func lowerBranchingResult(_ statement: Statement) {
    let range = range(statement.range)
    let value = withTemporaries(statement.range) {
      branches(function.result, range) { sink in lowerStatement(statement, sink: sink) }
    }
    exit(returning: value, range)
  }

  private func lowerValue(_ expression: Expression) {
    let range = range(expression.range)
    let value = withTemporaries(expression.range) { () -> ValueID in
      guard case .value(let path) = role, !path.isEmpty else {
        return lowerMoved(expression, expected: function.result)
      }
      var place = place(holding: lower(expression), nil, range)
      for name in path { place = emit(.member(base: place, name: name), range) }
      return load(place, range)
    }
    exit(returning: value, range)
  }

  // MARK: - Return

  func lowerReturn(_ expression: Expression?, _ range: SourceRange) {
    guard let expression else { return returnImplicitly(range) }
    switch role {
    case .initializer:
      if case .nilLiteral = expression.kind {
        return exit(returning: emit(.nilLiteral, self.range(expression.range)), range)
      }
      discard(expression, isExplicit: false)
      returnImplicitly(range)
    case .modifyCoroutine:
      withTemporaries(expression.range) { replace(expression, range) }
      exit(returning: nil, range)
    case .address, .mutableAddress:
      withTemporaries(expression.range) {
        let pointer = place(of: expression)
        let pointee = emit(.member(base: pointer, name: "pointee"), range)
        if case .mutableAddress = role {
          store(newValue(range), into: pointee, range)
          exit(returning: nil, range)
        } else {
          exit(returning: load(pointee, range), range)
        }
      }
    case .plain, .readCoroutine, .value:
      let value = withTemporaries(expression.range) {
        lowerMoved(expression, expected: function.result)
      }
      exit(returning: value, range)
    }
  }

  /// `return` without a value, or the end of the body.
  private func returnImplicitly(_ range: SourceRange) {
    guard current != nil else { return }
    switch role {
    case .initializer:
      unwind(to: 0)
      guard let local = function.selfLocal else { return terminate(.return(nil), range) }
      let value = load(emit(.local(local), range), range)
      terminate(.return(value), range)
    case .readCoroutine:
      guard let yielded else { return exit(returning: nil, range) }
      exit(returning: load(emit(.local(yielded), range), range), range)
    case .plain, .modifyCoroutine, .address, .mutableAddress, .value:
      exit(returning: nil, range)
    }
  }

  /// `yield` in `_read` and `_modify`: the value goes out, or the new value comes in.
  func lowerYield(_ expression: Expression, _ range: SourceRange) {
    withTemporaries(expression.range) {
      if let yielded {
        store(lower(expression, expected: function.result), into: yielded, range)
      } else {
        replace(expression, range)
      }
    }
  }

  private func replace(_ expression: Expression, _ range: SourceRange) {
    var target = expression
    if case .addressOf(let inner) = target.kind { target = inner }
    store(newValue(range), into: place(of: target), range)
  }

  private func newValue(_ range: SourceRange) -> ValueID {
    guard let index = function.parameters.indices.last else { return unknown(range) }
    return load(emit(.local(LocalID(UInt32(index))), range), range)
  }

  // MARK: - The end

  func finish() {
    returnImplicitly(function.end)
    scopes = []
    BlockLayout(self).apply()
  }
}

extension Expression {
  /// Assignments give no value.
  fileprivate var canBeResult: Bool {
    switch kind {
    case .assign: false
    case .try(_, let inner), .await(let inner): inner.canBeResult
    default: true
    }
  }
}

extension Block {
  fileprivate func givesValue(depth: Int) -> Bool {
    guard depth < 32, let last = statements.last else { return false }
    switch last.kind {
    case .expression(let expression): return statements.count == 1 && expression.canBeResult
    case .then: return true
    case .return, .throw, .break, .continue, .fallthrough: return true
    case .if, .switch, .do: return statements.count == 1 && last.givesValue(depth: depth + 1)
    default: return false
    }
  }
}

extension Statement {
  /// Whether an `if`, `switch` or `do` can be an expression: every branch gives a value or leaves.
  fileprivate func givesValue(depth: Int) -> Bool {
    switch kind {
    case .if(let statement):
      guard let otherwise = statement.otherwise else { return false }
      return statement.then.givesValue(depth: depth) && otherwise.givesValue(depth: depth)
    case .switch(let statement):
      return statement.cases.allSatisfy { $0.body.givesValue(depth: depth) }
    case .do(let statement):
      return !statement.catches.isEmpty && statement.body.givesValue(depth: depth)
        && statement.catches.allSatisfy { $0.body.givesValue(depth: depth) }
    default: return false
    }
  }
}

extension SwiftInput {
  /// Whether an initialiser's body calls `self.init`, so that another one sets the members up.
  func delegates(_ body: BodySyntax) -> Bool {
    let words: [StaticString] = ["self", ".", "init"]
    guard body.tokens.count > words.count else { return false }
    for start in body.tokens.lowerBound...body.tokens.upperBound - words.count {
      let isMatch = words.indices.allSatisfy { spells(tokens[start + $0], words[$0]) }
      if isMatch { return true }
    }
    return false
  }

  private func spells(_ token: Token, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard Int(token.end - token.start) == count else { return false }
    return (0..<count).allSatisfy { source.bytes[Int(token.start) + $0] == word.utf8Start[$0] }
  }
}
