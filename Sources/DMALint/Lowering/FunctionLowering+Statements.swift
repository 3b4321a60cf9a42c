/// Statements.
extension FunctionLowering {
  /// The statements of a pair of braces.
  func lowerScope(_ block: Block, sink: ResultSink? = nil) {
    pushScope(end: unit.input.closingBrace(of: block.range))
    lowerStatements(block.statements, sink: sink)
    popScope()
  }

  /// Statements in the innermost scope; the last one gives its value to `sink`.
  func lowerStatements(_ statements: [Statement], sink: ResultSink? = nil) {
    if !isTopOfScript {
      declareTypes(statements)
      announce(statements)
    }
    for (index, statement) in statements.enumerated() {
      let isLast = index == statements.count - 1
      _ = descend(statement.range) {
        lowerStatement(statement, sink: isLast ? sink : nil, innerSink: sink)
      }
    }
  }

  func lowerStatement(
    _ statement: Statement, label: String? = nil, sink: ResultSink? = nil,
    innerSink: ResultSink? = nil
  ) {
    let range = range(statement.range)
    switch statement.kind {
    case .expression(let expression):
      if let sink, !expression.isBranching {
        give(expression, to: sink)
      } else {
        discard(expression, isExplicit: false, label: label, sink: sink)
      }
    case .then(let expression):
      if let sink = sink ?? innerSink { give(expression, to: sink) }
    case .declaration(let declaration): lower(declaration)
    case .return(let value): lowerReturn(value, range)
    case .throw(let value):
      let error = withTemporaries(value.range) {
        lowerMoved(value, expected: thrownType)
      }
      exit(throwing: error, range)
    case .break(let name): leave(name, isBreak: true, range)
    case .continue(let name): leave(name, isBreak: false, range)
    case .fallthrough:
      guard let nextCase else { return }
      unwind(to: nextCase.depth)
      jump(to: nextCase.block, range)
    case .discard(let value):
      let place = place(of: value)
      let argument = CallArgument(place, passing: .address, range: self.range(value.range))
      var call = Call(.name("discard"), [argument])
      call.isResultUnused = true
      emit(.call(call), range)
    case .yield(let value): lowerYield(value, range)
    case .if(let statement): lower(statement, label: label, sink: sink)
    case .guard(let conditions, let block): lowerGuard(conditions, block)
    case .while(let conditions, let block): lowerWhile(conditions, block, label: label, range)
    case .repeatWhile(let block, let condition):
      lowerRepeat(block, condition, label: label, range)
    case .for(let statement): lower(statement, label: label, range)
    case .switch(let statement): lower(statement, label: label, sink: sink)
    case .do(let statement): lower(statement, label: label, sink: sink)
    case .defer(let block): scopes[scopes.count - 1].entries.append(.deferred(block))
    case .labeled(let name, let inner):
      _ = descend(statement.range) { lowerStatement(inner, label: name, sink: sink) }
    case .conditional(let branches): lower(branches, range)
    case .unknown: unit.gap(range, "a statement that dmalint does not understand")
    }
  }

  /// Whether declarations here are those of the file, which the outline knows.
  private var isTopOfScript: Bool { function.kind == .topLevel && scopes.count == 2 }

  /// The type of the errors that go out from here.
  private var thrownType: FlowType? {
    for handler in handlers.reversed() {
      if case .catches(_, let type, _, _) = handler { return type }
    }
    return errorType
  }

  private func give(_ expression: Expression, to sink: ResultSink) {
    let range = range(expression.range)
    let value = withTemporaries(expression.range) {
      lowerMoved(expression, expected: sink.type)
    }
    store(value, into: sink.local, range)
  }

  // MARK: - Unused values

  /// An expression whose value nobody uses.
  func discard(
    _ expression: Expression, isExplicit: Bool, label: String? = nil, sink: ResultSink? = nil
  ) {
    let expression = expression.unparenthesized
    switch expression.kind {
    case .if(let statement): lower(statement, label: label, sink: sink)
    case .switch(let statement): lower(statement, label: label, sink: sink)
    case .do(let statement): lower(statement, label: label, sink: sink)
    default:
      withTemporaries(expression.range) { evaluate(expression, isExplicit: isExplicit) }
    }
  }

  private func evaluate(_ expression: Expression, isExplicit: Bool) {
    let expression = expression.unparenthesized
    let range = range(expression.range)
    switch expression.kind {
    case .assign(let target, let sign, let source): assign(source, to: target, sign, range)
    case .try(let kind, let operand):
      switch kind {
      case .propagate:
        trying(operand, range) { evaluate(operand, isExplicit: isExplicit) }
      case .forced:
        handling(.traps) {
          trying(operand, range) { evaluate(operand, isExplicit: isExplicit) }
        }
      case .optional:
        let end = newBlock()
        handling(.discards(block: end, depth: scopes.count)) {
          trying(operand, range) { evaluate(operand, isExplicit: isExplicit) }
        }
        jump(to: end, range)
        begin(end)
      }
    case .await(let operand): awaiting(operand) { evaluate(operand, isExplicit: isExplicit) }
    case .word("unsafe", let operand): evaluate(operand, isExplicit: isExplicit)
    case _ where expression.isChain && chains.last?.start != expression.range.start:
      let end = newBlock()
      chains.append((expression.range.start, end))
      evaluate(expression, isExplicit: isExplicit)
      chains.removeLast()
      jump(to: end, range)
      begin(end)
    case .call, .binary, .prefix, .postfix:
      let outer = unusedCall
      unusedCall = (expression.range, isExplicit)
      _ = lower(expression)
      unusedCall = outer
    default: _ = lower(expression)
    }
  }

  // MARK: - Declarations

  private func lower(_ declaration: Declaration) {
    switch declaration.kind {
    case .variable(let variable):
      for binding in variable.typedBindings { lower(binding, variable, declaration) }
    case .function(let syntax):
      if !isTopOfScript { lower(syntax, declaration) }
    case .conditional, .type, .typealias, .associatedType, .import, .enumCase, .initializer,
      .deinitializer, .subscript, .other:
      return
    }
  }

  private func lower(
    _ binding: VariableSyntax.Binding, _ variable: VariableSyntax, _ declaration: Declaration
  ) {
    let range = range(binding.range)
    var pattern = binding.pattern
    var annotation = binding.type
    if case .typed(let plain, let written) = pattern.kind {
      pattern = plain
      annotation = annotation ?? written
    }
    var type = annotation.map(types.lower)
    let observers = binding.accessors.filter { $0.name == "willSet" || $0.name == "didSet" }
    for observer in observers {
      unit.gap(self.range(observer.range), "the '\(observer.name)' of a local is not followed")
    }
    if observers.isEmpty, !binding.accessors.isEmpty, let name = pattern.names().first?.text {
      return lower(binding.accessors, of: name, type, range)
    }
    var source = binding.value
    if source == nil, let tokens = binding.valueTokens {
      let parsed = unit.input.value(at: tokens)
      unit.add(parsed.gaps)
      source = parsed.value
    }
    guard let source else {
      if isTopOfScript { return }
      if let wrapper = wrapper(of: declaration), let name = pattern.names().first?.text {
        return declare(name, type, wrapper, nil, range)
      }
      for name in pattern.names() {
        let part = name.path.isEmpty ? type : type?.element(at: name.path)
        _ = declare(name.text, part, self.range(pattern.range), isLet: variable.isLet)
      }
      return
    }
    if let wrapper = wrapper(of: declaration), let name = pattern.names().first?.text {
      return declare(name, type, wrapper, source, range)
    }
    type = type ?? inference.type(of: source)
    let isAsync = declaration.modifiers.contains("async")
    if case .wildcard = pattern.kind, !isAsync { return discard(source, isExplicit: true) }
    let subject: Subject
    if case .tuple = pattern.kind {
      subject = withTemporaries(source.range) { self.subject(source, for: [pattern]) }
    } else {
      let value = withTemporaries(source.range) {
        isAsync ? spawn(source, type) : lowerMoved(source, expected: type)
      }
      subject = .value(value, type)
    }
    let impossible = newBlock()
    var bindings = match(pattern, subject, failure: impossible)
    for index in bindings.indices { bindings[index].isVariable = !variable.isLet }
    if isTopOfScript {
      for name in bindings {
        store(name.value, into: emit(.global(name.name), name.range), name.range)
      }
      return
    }
    for name in bindings {
      let local = declare(name.name, name.type, name.range, isLet: variable.isLet)
      store(name.value, into: local, range)
    }
  }

  /// `async let`: a call of the name with the expression as a closure.
  private func spawn(_ expression: Expression, _ type: FlowType?) -> ValueID {
    let range = range(expression.range)
    let closure = autoclosure(expression, type, isAsync: true)
    let argument = CallArgument(closure, isTrailing: true, range: range)
    return emit(.call(Call(.name("async let"), [argument])), range)
  }

  // MARK: - Jumps

  private func leave(_ label: String?, isBreak: Bool, _ range: SourceRange) {
    let target = targets.last { target in
      if let label { return target.label == label && (isBreak || target.continueBlock != nil) }
      return isBreak ? target.takesPlainBreak : target.continueBlock != nil
    }
    guard let target else { return terminate(.unreachable, range) }
    if isBreak {
      unwind(to: target.breakDepth)
      if target.continueBlock != nil { markRoundLeft() }
      jump(to: target.breakBlock, range)
    } else if let block = target.continueBlock {
      unwind(to: target.continueDepth)
      markRoundLeft()
      jump(to: block, range)
    }
  }

  private func markRoundLeft() {
    if let current { blocks[current].leavesRound = true }
  }

  // MARK: - Conditional compilation

  /// The branches of an `#if` as alternatives. Their locals belong to the enclosing scope; where two
  /// branches declare the same name, they share the local.
  private func lower(_ branches: [ConditionalBranch<Statement>], _ range: SourceRange) {
    let (active, isExhaustive) = unit.configuration.active(branches)
    if active.count == 1, isExhaustive { return lowerStatements(active[0].elements) }
    let join = newBlock()
    let before = scopes[scopes.count - 1].names
    var shared: [String: LocalBinding] = [:]
    for (index, alternative) in active.enumerated() {
      let isLast = isExhaustive && index == active.count - 1
      let next = newBlock()
      if !isLast {
        let chosen = newBlock()
        branch(unknown(range), then: chosen, otherwise: next, range)
        begin(chosen)
      }
      scopes[scopes.count - 1].names = before
      alternatives.append(shared)
      lowerStatements(alternative.elements)
      alternatives.removeLast()
      for (name, binding) in scopes[scopes.count - 1].names {
        if case .local(let local) = binding {
          if case .local(local)? = before[name] { continue }
          shared[name] = shared[name] ?? binding
        } else {
          shared[name] = shared[name] ?? binding
        }
      }
      jump(to: join, range)
      begin(next)
    }
    jump(to: join, range)
    begin(join)
    scopes[scopes.count - 1].names = before.merging(shared) { _, new in new }
  }
}

extension Expression {
  /// `if`, `switch` and `do` pass a sink on to their branches.
  fileprivate var isBranching: Bool {
    switch unparenthesized.kind {
    case .if, .switch, .do: true
    default: false
    }
  }
}
