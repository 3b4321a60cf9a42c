/// Conditions: they branch on their parts instead of making a Boolean.
extension FunctionLowering {
  /// Goes to one of two blocks.
  func lowerCondition(_ expression: Expression, then: Int, otherwise: Int) {
    let lowered: Void? = descend(expression.range) {
      condition(expression, then: then, otherwise: otherwise)
    }
    if lowered == nil {
      let range = range(expression.range)
      branch(unknown(range), then: then, otherwise: otherwise, range)
    }
  }

  private func condition(_ expression: Expression, then: Int, otherwise: Int) {
    let expression = expression.unparenthesized
    let range = range(expression.range)
    switch expression.kind {
    case .binary(_, let sign, _) where sign == "&&" || sign == "||":
      // `a && b && c` leans to the left: its parts are taken in a loop.
      var parts: [Expression] = []
      var first = expression
      while case .binary(let left, sign, let right) = first.kind {
        parts.append(right)
        first = left
      }
      for part in [first] + parts.dropFirst().reversed() {
        let next = newBlock()
        lowerCondition(
          part, then: sign == "&&" ? next : then, otherwise: sign == "&&" ? otherwise : next)
        begin(next)
      }
      lowerCondition(parts[0], then: then, otherwise: otherwise)
    case .prefix("!", let operand):
      lowerCondition(operand, then: otherwise, otherwise: then)
    case .boolean(let value): jump(to: value ? then : otherwise, range)
    case .try(.propagate, let operand):
      trying(operand, range) {
        let (yes, no) = (newBlock(), newBlock())
        lowerCondition(operand, then: yes, otherwise: no)
        begin(no)
        jump(to: otherwise, range)
        begin(yes)
      }
      jump(to: then, range)
    case .await(let operand):
      awaiting(operand) { lowerCondition(operand, then: then, otherwise: otherwise) }
    default:
      let value = withTemporaries(expression.range) { lower(expression, expected: .bool) }
      branch(value, then: then, otherwise: otherwise, range)
    }
  }

  /// Evaluates an optional: goes on where the value is there, and to a block where it is not.
  func lowerPresent(
    _ expression: Expression, expected: FlowType?, orElse absent: Int
  ) -> ValueID {
    let range = range(expression.range)
    let depth = scopes.count
    pushScope(end: range)
    let missing = newBlock()
    let value = present(expression.unparenthesized, expected: expected, orElse: missing)
    let here = current
    begin(missing)
    unwind(to: depth)
    jump(to: absent, range)
    current = here
    popScope()
    return value
  }

  private func present(
    _ expression: Expression, expected: FlowType?, orElse missing: Int
  ) -> ValueID {
    let range = range(expression.range)
    let value: ValueID
    var isTested = false
    switch expression.kind {
    case .try(.optional, let operand):
      value = handling(.discards(block: missing, depth: scopes.count)) {
        trying(operand, range) { lower(operand, expected: expected) }
      }
      isTested = inference.type(of: operand)?.isOptional != true && !operand.isChain
    case .cast(let operand, .conditional, let syntax):
      let type = types.lower(syntax)
      let source = lower(operand)
      let matching = newBlock()
      branch(emit(.isType(source, type), range), then: matching, otherwise: missing, range)
      begin(matching)
      return emit(.cast(source, type), range)
    case _ where expression.isChain:
      chains.append((expression.range.start, missing))
      value = lower(expression, expected: expected)
      chains.removeLast()
      let type = inference.type(of: expression)
      isTested = type != nil && type?.isOptional == false
    default: value = lower(expression, expected: expected)
    }
    if isTested { return value }
    let condition = emit(.unary(.isSome, value), range)
    let found = newBlock()
    branch(condition, then: found, otherwise: missing, range)
    begin(found)
    return value
  }

  /// Tests conditions in order; what they bind goes into the innermost scope, which is left again on
  /// the way to `failure`.
  func lower(_ conditions: [Condition], failure: Int) {
    let depth = scopes.count - 1
    for condition in conditions {
      let before = scopes
      let isPlain = before[depth].entries.isEmpty
      let stub = isPlain ? failure : newBlock()
      lower(condition, failure: stub)
      guard !isPlain else { continue }
      let (after, here) = (scopes, current)
      scopes = before
      begin(stub)
      unwind(to: depth)
      jump(to: failure, before[depth].end)
      (scopes, current) = (after, here)
    }
  }

  private func lower(_ condition: Condition, failure: Int) {
    switch condition {
    case .expression(let expression):
      let next = newBlock()
      lowerCondition(expression, then: next, otherwise: failure)
      begin(next)
    case .optionalBinding(let pattern, let isVariable, let syntax, let value):
      bind(pattern, isVariable: isVariable, syntax, to: value, failure: failure)
    case .pattern(let pattern, let value):
      let subject = withTemporaries(value.range) { self.subject(value, for: [pattern]) }
      declare(
        match(pattern, subject, failure: failure), isBorrowed: isNoncopyableVariable(value))
    case .availability:
      let next = newBlock()
      let range = scopes[scopes.count - 1].end
      branch(unknown(range), then: next, otherwise: failure, range)
      begin(next)
    }
  }

  private func bind(
    _ pattern: Pattern, isVariable: Bool, _ syntax: TypeSyntax?, to value: Expression?,
    failure: Int
  ) {
    var type = syntax.map(types.lower)
    var source = value
    if source == nil, let name = pattern.names().first?.text {
      source = Expression(pattern.range, .name(name, genericArguments: []))
    }
    guard let source else { return }
    let result = lowerPresent(
      source, expected: type.map { FlowType("Optional", [$0]) }, orElse: failure)
    type = type ?? inference.type(of: source)?.unwrapped
    var bindings = match(pattern, .value(result, type), failure: failure)
    if isVariable {
      for index in bindings.indices { bindings[index].isVariable = true }
    }
    declare(bindings)
  }
}
