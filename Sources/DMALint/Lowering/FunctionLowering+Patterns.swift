/// What a pattern is matched against.
enum Subject {
  case value(ValueID, FlowType?)
  /// A tuple whose elements are known one by one.
  case elements([Subject], FlowType?)
}

/// A name that a matched pattern binds.
struct BoundName {
  var name: String
  var value: ValueID
  var type: FlowType?
  var isVariable: Bool
  var range: SourceRange
}

extension FunctionLowering {
  /// Evaluates the subject of a `switch` or `case`; a tuple is taken apart where patterns do.
  func subject(_ expression: Expression, for patterns: [Pattern]) -> Subject {
    let arity = patterns.lazy.compactMap { $0.arity }.max()
    let type = inference.type(of: expression)
    if arity != nil, case .tuple(let elements) = expression.unparenthesized.kind,
      elements.count > 1
    {
      return .elements(
        elements.map { element in
          .value(lower(element.value), inference.type(of: element.value))
        }, type)
    }
    let value = lower(expression)
    guard let arity else { return .value(value, type) }
    let range = range(expression.range)
    let whole = place(holding: value, type, range)
    let elements = (0..<arity).map { index -> Subject in
      let element = emit(.member(base: whole, name: String(index)), range)
      return .value(load(element, range), type?.element(at: [String(index)]))
    }
    return .elements(elements, type)
  }

  /// Declares what a match has bound, in the innermost scope. Items of one `case` share their names.
  ///
  /// A pattern only looks at a noncopyable variable; what it binds stays there.
  func declare(_ bindings: [BoundName], isBorrowed: Bool = false) {
    for binding in bindings {
      let local: LocalID
      if case .local(let shared)? = scopes[scopes.count - 1].names[binding.name] {
        local = shared
        enter(local, binding.range)
      } else {
        local = declare(
          binding.name, binding.type, binding.range, isLet: !binding.isVariable)
      }
      if isBorrowed { function.locals[Int(local.index)].isBorrowed = true }
      store(binding.value, into: local, binding.range)
    }
  }

  /// Tests a pattern: goes on where it matches, to `failure` where not. Nothing is declared before
  /// everything is tested.
  func match(_ pattern: Pattern, _ subject: Subject, failure: Int) -> [BoundName] {
    descend(pattern.range) { matched(pattern, subject, failure: failure) } ?? []
  }

  private func matched(_ pattern: Pattern, _ subject: Subject, failure: Int) -> [BoundName] {
    let range = range(pattern.range)
    switch pattern.kind {
    case .wildcard: return []
    case .binding(let name, let isVariable):
      let (value, type) = whole(subject, range)
      return [
        BoundName(name: name, value: value, type: type, isVariable: isVariable, range: range)
      ]
    case .tuple(let elements):
      if elements.count == 1 { return match(elements[0].pattern, subject, failure: failure) }
      let parts = parts(of: subject, elements.map(\.label), range)
      return zip(elements, parts).flatMap { match($0.pattern, $1, failure: failure) }
    case .enumCase(let type, let name, let payload):
      return match(
        caseOf: type.map(types.lower), name, payload, subject, failure: failure, range)
    case .some(let inner):
      let (value, type) = whole(subject, range)
      require(emit(.unary(.isSome, value), range), failure: failure, range)
      return match(inner, .value(value, type?.unwrapped), failure: failure)
    case .is(let syntax):
      let (value, _) = whole(subject, range)
      require(emit(.isType(value, types.lower(syntax)), range), failure: failure, range)
      return []
    case .cast(let inner, let syntax):
      let (value, _) = whole(subject, range)
      let type = types.lower(syntax)
      require(emit(.isType(value, type), range), failure: failure, range)
      let cast = emit(.cast(value, type), range)
      return match(inner, .value(cast, type), failure: failure)
    case .typed(let inner, let syntax):
      let (value, _) = whole(subject, range)
      return match(inner, .value(value, types.lower(syntax)), failure: failure)
    case .expression(let expression):
      match(expression, subject, failure: failure, range)
      return []
    }
  }

  /// The subject as one value.
  private func whole(_ subject: Subject, _ range: SourceRange) -> (ValueID, FlowType?) {
    switch subject {
    case .value(let value, let type): return (value, type)
    case .elements(let elements, let type):
      let arguments = elements.map { CallArgument(whole($0, range).0, range: range) }
      return (emit(.aggregate(type ?? FlowType("Tuple"), arguments), range), type)
    }
  }

  private func parts(
    of subject: Subject, _ labels: [String?], _ range: SourceRange
  ) -> [Subject] {
    switch subject {
    case .elements(let elements, _): return elements
    case .value(let value, let type):
      let whole = place(holding: value, type, range)
      return labels.enumerated().map { index, label in
        let name = label ?? String(index)
        let element = emit(.member(base: whole, name: name), range)
        return .value(load(element, range), type?.element(at: [name]))
      }
    }
  }

  /// Goes on where the condition holds.
  func require(_ condition: ValueID, failure: Int, _ range: SourceRange) {
    let next = newBlock()
    branch(condition, then: next, otherwise: failure, range)
    begin(next)
  }

  // MARK: - Enum cases

  private func match(
    caseOf written: FlowType?, _ name: String, _ payload: [(label: String?, pattern: Pattern)]?,
    _ subject: Subject, failure: Int, _ range: SourceRange
  ) -> [BoundName] {
    let (value, subjectType) = whole(subject, range)
    let type = written ?? subjectType?.unwrapped
    let declared = type.flatMap { outline.enumCase(name, of: $0.name) }
    if declared == nil, let type, outline.staticMember(name, of: type.name) != nil {
      let place = emit(.global(outline.staticName(name, of: type.name)), range)
      let constant = load(place, range)
      require(emit(.matches(value, pattern: constant), range), failure: failure, range)
      return []
    }
    let isOptional = written.map { $0.name == "Optional" } ?? (declared == nil)
    if isOptional, name == "some" || name == "none" {
      let condition = emit(.unary(.isSome, value), range)
      if name == "none" {
        requireNot(condition, failure: failure, range)
        return []
      }
      require(condition, failure: failure, range)
      guard let inner = payload?.first?.pattern else { return [] }
      return match(inner, .value(value, subjectType?.unwrapped), failure: failure)
    }
    require(emit(.isCase(value, name: name), range), failure: failure, range)
    guard let payload else { return [] }
    let count = declared?.payload.count ?? payload.count
    if payload.count == 1, count > 1 {
      let elements = (0..<count).map { index -> Subject in
        .value(
          emit(.payload(value, name: name, index: index), range),
          declared?.payload[index].type)
      }
      return match(payload[0].pattern, .elements(elements, nil), failure: failure)
    }
    return payload.enumerated().flatMap { index, item -> [BoundName] in
      if case .wildcard = item.pattern.kind { return [] }
      let element = emit(.payload(value, name: name, index: index), range)
      let types = declared?.payload ?? []
      let type = types.indices.contains(index) ? types[index].type : nil
      return match(item.pattern, .value(element, type), failure: failure)
    }
  }

  private func requireNot(_ condition: ValueID, failure: Int, _ range: SourceRange) {
    let next = newBlock()
    branch(condition, then: failure, otherwise: next, range)
    begin(next)
  }

  // MARK: - Expressions

  private func match(
    _ expression: Expression, _ subject: Subject, failure: Int, _ range: SourceRange
  ) {
    let (value, type) = whole(subject, range)
    switch expression.unparenthesized.kind {
    case .nilLiteral:
      requireNot(emit(.unary(.isSome, value), range), failure: failure, range)
    case .boolean(let expected):
      expected
        ? require(value, failure: failure, range) : requireNot(value, failure: failure, range)
    case .implicitMember(let name):
      _ = match(caseOf: nil, name, nil, subject, failure: failure, range)
    case .member(let base, let name, _, nil):
      if let owner = inference.typeReference(base), outline.enumCase(name, of: owner.name) != nil {
        _ = match(caseOf: owner, name, nil, subject, failure: failure, range)
        return
      }
      compare(expression, value, type, failure: failure, range)
    default: compare(expression, value, type, failure: failure, range)
    }
  }

  private func compare(
    _ expression: Expression, _ value: ValueID, _ type: FlowType?, failure: Int,
    _ range: SourceRange
  ) {
    let pattern = lower(expression, expected: type)
    require(emit(.matches(value, pattern: pattern), range), failure: failure, range)
  }

  // MARK: - Items

  /// One item of a `case` or `catch`: the test, what it binds, and its `where`.
  func lower(
    _ item: (pattern: Pattern, condition: Expression?), _ subject: Subject, body: Int, other: Int,
    isBorrowed: Bool = false
  ) {
    let depth = scopes.count - 1
    let range = range(item.pattern.range)
    let before = scopes[depth].entries
    scopes[depth].entries = []
    let bindings = match(item.pattern, subject, failure: other)
    declare(bindings, isBorrowed: isBorrowed)
    guard let condition = item.condition else {
      jump(to: body, range)
      restore(before, at: depth)
      return
    }
    let failed = scopes[depth].entries.isEmpty ? other : newBlock()
    lowerCondition(condition, then: body, otherwise: failed)
    if failed != other {
      begin(failed)
      unwind(to: depth)
      jump(to: other, range)
    }
    restore(before, at: depth)
  }

  /// Puts the locals of earlier items back: each local is left once at the end of the case.
  private func restore(_ before: [LocalScope.Entry], at depth: Int) {
    let known = before.compactMap(\.local)
    scopes[depth].entries.removeAll { $0.local.map { known.contains($0) } ?? false }
    scopes[depth].entries = before + scopes[depth].entries
  }
}

extension Pattern {
  /// How many elements a tuple pattern has.
  fileprivate var arity: Int? {
    switch kind {
    case .tuple(let elements):
      elements.count > 1 ? elements.count : elements.first?.pattern.arity
    case .wildcard, .binding, .enumCase, .some, .is, .cast, .typed, .expression: nil
    }
  }
}
