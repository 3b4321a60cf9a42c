/// `try`, `await`, `do` and `catch`.
extension FunctionLowering {
  // MARK: - Try

  func lowerTry(
    _ kind: Expression.TryKind, _ operand: Expression, _ expression: Expression,
    expected: FlowType?
  ) -> ValueID {
    let range = range(expression.range)
    switch kind {
    case .propagate:
      return trying(operand, range) { lower(operand, expected: expected) }
    case .forced:
      return handling(.traps) {
        trying(operand, range) { lower(operand, expected: expected) }
      }
    case .optional:
      return merged(expected, range) { sink in
        let (failed, join) = (newBlock(), newBlock())
        let value = handling(.discards(block: failed, depth: scopes.count)) {
          trying(operand, range) { lower(operand, expected: expected) }
        }
        sink(value)
        jump(to: join, range)
        begin(failed)
        sink(emit(.nilLiteral, range))
        jump(to: join, range)
        begin(join)
      }
    }
  }

  func handling<Result>(_ handler: ErrorHandler, _ body: () -> Result) -> Result {
    handlers.append(handler)
    defer { handlers.removeLast() }
    return body()
  }

  /// Lowers the operand of a `try`, whose calls can throw.
  func trying<Result>(
    _ operand: Expression, _ range: SourceRange, _ body: () -> Result
  ) -> Result {
    let outer = tryMark
    let calls = operand.calls(.trying)
    tryMark = CallMark(range: range, calls: throwing(calls))
    let result = body()
    tryMark = outer
    if calls.isEmpty { throwFromAccess(range) }
    return result
  }

  /// A property or subscript that throws: nothing tells whether it does.
  private func throwFromAccess(_ range: SourceRange) {
    guard current != nil else { return }
    let (normal, failed) = (newBlock(), newBlock())
    branch(unknown(range), then: normal, otherwise: failed, range)
    begin(normal)
    begin(failed)
    exit(throwing: unknown(range), range)
    current = normal
  }

  /// The calls that a `try` is there for: those of functions declared to throw; where none is known
  /// to, the outermost one that nothing is known of.
  private func throwing(_ calls: [Expression]) -> Set<ByteRange> {
    var known: Set<ByteRange> = []
    var unknown: ByteRange?
    for call in calls {
      guard case .call(let callee, let arguments) = call.kind else { continue }
      if let signature = inference.signature(ofCall: callee, arguments, expected: nil) {
        if signature.function.throws { known.insert(call.range) }
      } else if arguments.contains(where: { $0.value.isThrowingClosure }) {
        known.insert(call.range)
      } else if unknown == nil {
        unknown = call.range
      }
    }
    if known.isEmpty, let unknown { return [unknown] }
    return known
  }

  func awaiting<Result>(_ operand: Expression, _ body: () -> Result) -> Result {
    let outer = awaitMark
    defer { awaitMark = outer }
    var known: Set<ByteRange> = []
    var unknown: ByteRange?
    for call in operand.calls(.awaiting) {
      guard case .call(let callee, let arguments) = call.kind else { continue }
      if let signature = inference.signature(ofCall: callee, arguments, expected: nil) {
        if signature.function.isAsync { known.insert(call.range) }
      } else if unknown == nil {
        unknown = call.range
      }
    }
    if known.isEmpty, let unknown { known = [unknown] }
    awaitMark = CallMark(range: range(operand.range), calls: known)
    return body()
  }

  // MARK: - Do

  func lower(_ statement: DoStatement, label: String?, sink: ResultSink? = nil) {
    let range = range(statement.range)
    let join = newBlock()
    if let label {
      targets.append(
        JumpTarget(
          label: label, breakBlock: join, continueBlock: nil, takesPlainBreak: false,
          breakDepth: scopes.count, continueDepth: 0))
    }
    defer {
      if label != nil { targets.removeLast() }
      begin(join)
    }
    guard !statement.catches.isEmpty else {
      lowerScope(statement.body, sink: sink)
      jump(to: join, range)
      return
    }
    let end = unit.input.closingBrace(of: statement.catches.last?.body.range ?? statement.range)
    pushScope(end: end)
    let type = statement.throws?.type.map { types.lower($0) }
    let error = newLocal("error", type, range, isLet: true)
    enter(error, range)
    let dispatch = newBlock()
    let handler = ErrorHandler.catches(
      error: error, type: type, block: dispatch, depth: scopes.count)
    handling(handler) { lowerScope(statement.body, sink: sink) }
    leaveToJoin(join, end)
    begin(dispatch)
    bind("error", .local(error))
    lower(statement.catches, error: error, type: type, join: join, end, sink)
    scopes.removeLast()
  }

  /// Leaves the scope of a `do` and goes on behind it; other paths are still inside.
  private func leaveToJoin(_ join: Int, _ range: SourceRange) {
    guard current != nil else { return }
    unwind(to: scopes.count - 1)
    jump(to: join, range)
  }

  private func lower(
    _ catches: [DoStatement.Catch], error: LocalID, type: FlowType?, join: Int,
    _ end: SourceRange, _ sink: ResultSink?
  ) {
    for clause in catches {
      let brace = unit.input.closingBrace(of: clause.body.range)
      pushScope(end: brace)
      let body = newBlock()
      let next = newBlock()
      if clause.items.isEmpty { jump(to: body, brace) }
      for (index, item) in clause.items.enumerated() {
        let other = index == clause.items.count - 1 ? next : newBlock()
        let range = range(item.pattern.range)
        let subject = Subject.value(load(emit(.local(error), range), range), type)
        lower(item, subject, body: body, other: other)
        if other != next { begin(other) }
      }
      begin(body)
      lowerScope(clause.body, sink: sink)
      popScope()
      leaveToJoin(join, end)
      begin(next)
    }
    // No clause took it: it goes on outwards.
    if current != nil {
      let value = load(emit(.local(error), end), end)
      exit(throwing: value, end)
    }
  }
}

extension Expression {
  enum Marker { case trying, awaiting }

  /// The calls that a `try` or `await` in front covers, outer ones first: not those in closures, nor
  /// those behind a `try?` of their own.
  func calls(_ marker: Marker) -> [Expression] {
    var found: [Expression] = []
    var waiting = [self]
    while let expression = waiting.popLast() {
      switch expression.kind {
      case .call: found.append(expression)
      case .try(let kind, _) where marker == .trying && kind != .propagate: continue
      default: break
      }
      waiting += expression.operands.reversed()
    }
    return found
  }

  /// A closure with a `try` that it does not handle itself.
  fileprivate var isThrowingClosure: Bool {
    guard case .closure(let closure) = kind else { return false }
    return closure.throws != nil || closure.body.throwsErrors(depth: 0)
  }

  /// Whether a `try` or a closure of this expression lets an error out.
  fileprivate func throwsErrors(depth: Int) -> Bool {
    guard depth < 64 else { return false }
    switch kind {
    case .try(let kind, let operand):
      return kind == .propagate || kind == .forced && operand.throwsErrors(depth: depth + 1)
    case .if(let statement):
      return Statement(range, .if(statement)).throwsErrors(depth: depth + 1)
    case .switch(let statement):
      return Statement(range, .switch(statement)).throwsErrors(depth: depth + 1)
    case .do(let statement):
      return Statement(range, .do(statement)).throwsErrors(depth: depth + 1)
    default: return operands.contains { $0.throwsErrors(depth: depth + 1) }
    }
  }

  /// The expressions directly inside, in order; closures and statements are not looked into.
  var operands: [Expression] {
    switch kind {
    case .integer, .float, .boolean, .nilLiteral, .regex, .closure, .keyPath, .name,
      .implicitMember, .wildcard, .type, .if, .switch, .do, .unknown:
      return []
    case .string(let pieces):
      return pieces.flatMap { piece -> [Expression] in
        if case .interpolation(let arguments) = piece { return arguments.map(\.value) }
        return []
      }
    case .array(let elements): return elements
    case .dictionary(let elements): return elements.flatMap { [$0.key, $0.value] }
    case .tuple(let arguments), .macro(_, let arguments): return arguments.map(\.value)
    case .member(let base, _, _, _): return [base]
    case .call(let base, let arguments), .subscript(let base, let arguments):
      return [base] + arguments.map(\.value)
    case .addressOf(let inner), .prefix(_, let inner), .postfix(_, let inner), .is(let inner, _),
      .cast(let inner, _, _), .optionalChain(let inner), .forced(let inner), .try(_, let inner),
      .await(let inner), .word(_, let inner):
      return [inner]
    case .binary(let left, _, let right), .assign(let left, _, let right): return [left, right]
    case .ternary(let condition, let first, let second): return [condition, first, second]
    }
  }
}

extension Block {
  fileprivate func throwsErrors(depth: Int) -> Bool {
    depth < 64 && statements.contains { $0.throwsErrors(depth: depth + 1) }
  }
}

extension Statement {
  /// Whether an error can leave the statement. Caught ones count as handled.
  fileprivate func throwsErrors(depth: Int) -> Bool {
    guard depth < 64 else { return false }
    func any(_ conditions: [Condition]) -> Bool {
      conditions.contains { condition in
        switch condition {
        case .expression(let value), .pattern(_, let value): value.throwsErrors(depth: depth + 1)
        case .optionalBinding(_, _, _, let value): value?.throwsErrors(depth: depth + 1) ?? false
        case .availability: false
        }
      }
    }
    switch kind {
    case .throw: return true
    case .expression(let value), .discard(let value), .yield(let value), .then(let value):
      return value.throwsErrors(depth: depth + 1)
    case .return(let value): return value?.throwsErrors(depth: depth + 1) ?? false
    case .declaration(let declaration):
      guard case .variable(let variable) = declaration.kind else { return false }
      return variable.bindings.contains { $0.value?.throwsErrors(depth: depth + 1) ?? false }
    case .if(let statement):
      return any(statement.conditions) || statement.then.throwsErrors(depth: depth)
        || statement.otherwise?.throwsErrors(depth: depth) ?? false
    case .guard(let conditions, let block), .while(let conditions, let block):
      return any(conditions) || block.throwsErrors(depth: depth)
    case .repeatWhile(let block, let condition):
      return block.throwsErrors(depth: depth) || condition.throwsErrors(depth: depth + 1)
    case .for(let statement):
      return statement.isTry || statement.sequence.throwsErrors(depth: depth + 1)
        || statement.body.throwsErrors(depth: depth)
    case .switch(let statement):
      return statement.subject.throwsErrors(depth: depth + 1)
        || statement.cases.contains { $0.body.throwsErrors(depth: depth) }
    case .do(let statement):
      return statement.catches.isEmpty && statement.body.throwsErrors(depth: depth)
        || statement.catches.contains { $0.body.throwsErrors(depth: depth) }
    case .labeled(_, let statement): return statement.throwsErrors(depth: depth + 1)
    case .conditional(let branches):
      return branches.contains { $0.elements.contains { $0.throwsErrors(depth: depth + 1) } }
    case .break, .continue, .fallthrough, .defer, .unknown: return false
    }
  }
}
