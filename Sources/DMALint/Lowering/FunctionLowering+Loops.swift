/// `if`, `guard`, `switch` and loops.
extension FunctionLowering {
  // MARK: - Branches

  func lower(_ statement: IfStatement, label: String?, sink: ResultSink? = nil) {
    let range = range(statement.range)
    let join = newBlock()
    if let label { addTarget(label, breakBlock: join) }
    var next: IfStatement? = statement
    while let current = next {
      next = nil
      let otherwise = current.otherwise == nil ? join : newBlock()
      pushScope(end: unit.input.closingBrace(of: current.then.range))
      lower(current.conditions, failure: otherwise)
      lowerScope(current.then, sink: sink)
      popScope()
      jump(to: join, range)
      guard let block = current.otherwise else { break }
      begin(otherwise)
      if block.statements.count == 1, case .if(let inner) = block.statements[0].kind {
        next = inner
      } else if block.statements.count == 1,
        case .expression(let expression) = block.statements[0].kind,
        case .if(let inner) = expression.kind
      {
        next = inner
      } else {
        lowerScope(block, sink: sink)
        jump(to: join, range)
      }
    }
    if label != nil { targets.removeLast() }
    begin(join)
  }

  private func addTarget(_ label: String, breakBlock: Int) {
    targets.append(
      JumpTarget(
        label: label, breakBlock: breakBlock, continueBlock: nil, takesPlainBreak: false,
        breakDepth: scopes.count, continueDepth: 0))
  }

  func lowerGuard(_ conditions: [Condition], _ block: Block) {
    let otherwise = newBlock()
    let end = scopes[scopes.count - 1].end
    pushScope(end: end)
    lower(conditions, failure: otherwise)
    let here = current
    let bound = scopes.removeLast()
    begin(otherwise)
    lowerScope(block)
    // `guard` must leave; where it does not, the program does not compile.
    terminate(.unreachable, range(block.range))
    current = here
    scopes[scopes.count - 1].entries += bound.entries
    scopes[scopes.count - 1].names.merge(bound.names) { _, new in new }
  }

  // MARK: - Loops

  func lowerWhile(
    _ conditions: [Condition], _ block: Block, label: String?, _ range: SourceRange
  ) {
    let (header, exit) = (newBlock(), newBlock())
    let brace = unit.input.closingBrace(of: block.range)
    jump(to: header, range)
    begin(header)
    blocks[header].beginsLoop = true
    targets.append(
      JumpTarget(
        label: label, breakBlock: exit, continueBlock: header, takesPlainBreak: true,
        breakDepth: scopes.count, continueDepth: scopes.count))
    pushScope(end: brace)
    lower(conditions, failure: exit)
    lowerScope(block)
    popScope()
    jump(to: header, brace)
    targets.removeLast()
    begin(exit)
  }

  func lowerRepeat(
    _ block: Block, _ condition: Expression, label: String?, _ range: SourceRange
  ) {
    let (body, test, exit) = (newBlock(), newBlock(), newBlock())
    jump(to: body, range)
    begin(body)
    blocks[body].beginsLoop = true
    targets.append(
      JumpTarget(
        label: label, breakBlock: exit, continueBlock: test, takesPlainBreak: true,
        breakDepth: scopes.count, continueDepth: scopes.count))
    lowerScope(block)
    targets.removeLast()
    jump(to: test, unit.input.closingBrace(of: block.range))
    begin(test)
    lowerCondition(condition, then: body, otherwise: exit)
    begin(exit)
  }

  func lower(_ statement: ForStatement, label: String?, _ range: SourceRange) {
    let brace = unit.input.closingBrace(of: statement.body.range)
    let source = self.range(statement.sequence.range)
    let sequenceType = inference.type(of: statement.sequence)
    pushScope(end: brace)
    let sequence = newLocal("sequence", sequenceType, source, isTemporary: true)
    enter(sequence, source)
    let value = withTemporaries(statement.sequence.range) { lower(statement.sequence) }
    store(value, into: sequence, source)
    let (header, body, exit) = (newBlock(), newBlock(), newBlock())
    jump(to: header, range)
    begin(header)
    if statement.isTry { mayThrow(source) }
    let next = emit(.next(emit(.local(sequence), source)), source)
    branch(emit(.unary(.isSome, next), source), then: body, otherwise: exit, source)
    begin(body)
    targets.append(
      JumpTarget(
        label: label, breakBlock: exit, continueBlock: header, takesPlainBreak: true,
        breakDepth: scopes.count, continueDepth: scopes.count))
    pushScope(end: brace)
    let written = statement.type.map(types.lower)
    let type = written ?? sequenceType.flatMap { elementType(of: $0) }
    let skip = newBlock()
    declare(match(statement.pattern, .value(next, type), failure: skip))
    if let condition = statement.condition {
      let (chosen, passed) = (newBlock(), newBlock())
      lowerCondition(condition, then: chosen, otherwise: passed)
      begin(passed)
      unwind(to: scopes.count - 1)
      jump(to: header, brace)
      begin(chosen)
    }
    lowerScope(statement.body)
    popScope()
    jump(to: header, brace)
    begin(skip)
    jump(to: header, brace)
    targets.removeLast()
    begin(exit)
    popScope()
  }

  func elementType(of sequence: FlowType) -> FlowType? {
    switch sequence.name {
    case "Range", "ClosedRange", "Array", "UnsafeBufferPointer", "UnsafeMutableBufferPointer":
      return sequence.arguments.first
    case "InlineArray": return sequence.arguments.last
    default: return nil
    }
  }

  /// Getting the next element can throw.
  private func mayThrow(_ range: SourceRange) {
    let (normal, failed) = (newBlock(), newBlock())
    branch(unknown(range), then: normal, otherwise: failed, range)
    begin(failed)
    exit(throwing: unknown(range), range)
    begin(normal)
  }

  // MARK: - Switch

  func lower(_ statement: SwitchStatement, label: String?, sink: ResultSink? = nil) {
    let range = range(statement.range)
    let join = newBlock()
    pushScope(end: unit.input.closingBrace(of: statement.range))
    let patterns = statement.cases.flatMap { $0.items.map(\.pattern) }
    let isBorrowed = isNoncopyableVariable(statement.subject)
    let subject = subject(statement.subject, for: patterns)
    let left = newBlock()
    targets.append(
      JumpTarget(
        label: label, breakBlock: left, continueBlock: nil, takesPlainBreak: true,
        breakDepth: scopes.count, continueDepth: 0))
    let bodies = statement.cases.map { _ in newBlock() }
    // `default` is tested last, wherever it stands.
    let order =
      statement.cases.indices.filter { !statement.cases[$0].isDefault }
      + statement.cases.indices.filter { statement.cases[$0].isDefault }
    for index in order {
      let item = statement.cases[index]
      let next = newBlock()
      pushScope(end: unit.input.caseEnd(of: item, in: statement, at: index))
      if item.isDefault { jump(to: bodies[index], self.range(item.range)) }
      for (number, alternative) in item.items.enumerated() {
        let other = number == item.items.count - 1 ? next : newBlock()
        lower(alternative, subject, body: bodies[index], other: other, isBorrowed: isBorrowed)
        if other != next { begin(other) }
      }
      begin(bodies[index])
      let outer = nextCase
      nextCase = index + 1 < bodies.count ? (bodies[index + 1], scopes.count - 1) : nil
      lowerStatements(item.body.statements, sink: sink)
      nextCase = outer
      popScope()
      jump(to: left, self.range(item.range))
      begin(next)
    }
    targets.removeLast()
    // A `switch` is exhaustive: no value gets past its last case.
    terminate(.unreachable, range)
    begin(left)
    popScope()
    jump(to: join, range)
    begin(join)
  }
}

extension SwiftInput {
  /// Where the scope of a case ends: the closing brace of the last one, else the end of its last
  /// statement.
  fileprivate func caseEnd(
    of item: SwitchStatement.Case, in statement: SwitchStatement, at index: Int
  ) -> SourceRange {
    if index == statement.cases.count - 1 { return closingBrace(of: statement.range) }
    let end = item.body.statements.last?.range.end ?? item.range.end
    return range(ByteRange(end, end))
  }
}
