/// Variables, members, elements: what can be read, written, and have its address taken.
extension FunctionLowering {
  /// The place of an expression; an rvalue is kept in a temporary.
  func place(
    of expression: Expression, expected: FlowType? = nil
  ) -> ValueID {
    if let place = lvalue(expression, expected: expected) { return place }
    let value = lower(expression, expected: expected)
    let type = inference.type(of: expression) ?? expected
    return place(holding: value, type, range(expression.range))
  }

  /// The place of an expression that has one; nil, with nothing emitted, where it has none.
  func lvalue(_ expression: Expression, expected: FlowType? = nil) -> ValueID? {
    guard isLvalue(expression) else { return nil }
    return descend(expression.range) { lvaluePlace(expression, expected: expected) }
  }

  /// Whether the expression means something that is stored.
  func isLvalue(_ expression: Expression, depth: Int = 0) -> Bool {
    guard depth < LoweringUnit.maximumDepth else { return false }
    switch expression.kind {
    case .name(let name, _):
      if name == "super" { return binding("self") != nil }
      switch meaning(of: name) {
      case .local, .localFunction, .wrapped, .member, .global: return true
      case .localGetter, .method, .staticMethod, .enumCase, .type: return false
      case .other: return outline.functions[name] == nil && context.generics[name] == nil
      }
    case .member(let base, let name, _, let labels):
      guard labels == nil, name != "self", name != "init" else { return false }
      if let type = inference.typeReference(base) {
        if outline.enumCase(name, of: type.name) != nil { return false }
        return outline.staticMethods(name, of: type.name).isEmpty
          && inference.typeReference(expression) == nil
      }
      if let module = moduleMember(base) { return outline.globals[name] != nil || module.isEmpty }
      return !isMethod(name, of: base)
    case .subscript(let base, _):
      return inference.typeReference(base).map { outline.hasStaticSubscript($0.name) } ?? true
    case .tuple(let elements):
      return elements.count == 1 && isLvalue(elements[0].value, depth: depth + 1)
    case .forced(let inner), .optionalChain(let inner):
      return isLvalue(inner, depth: depth + 1)
    case .word(let word, let inner):
      return (word == "unsafe" || word == "borrow") && isLvalue(inner, depth: depth + 1)
    case .integer, .float, .boolean, .nilLiteral, .string, .regex, .array, .dictionary, .closure,
      .keyPath, .macro, .implicitMember, .wildcard, .type, .call, .addressOf, .prefix, .postfix,
      .binary, .assign, .ternary, .is, .cast, .try, .await, .if, .switch, .do, .unknown:
      return false
    }
  }

  /// The module of `Module.name`; nil where the base is no module's name.
  func moduleMember(_ base: Expression) -> String? {
    guard case .name(let module, _) = base.kind, outline.modules.contains(module),
      outline.types[module] == nil, outline.globals[module] == nil, known(module) == nil
    else { return nil }
    return module
  }

  /// Whether `base.name` is a method that the inputs declare, and no property.
  func isMethod(_ name: String, of base: Expression) -> Bool {
    guard let type = inference.type(of: base)?.unwrapped else { return false }
    return outline.member(name, of: type.name) == nil
      && !outline.methods(name, of: type.name).isEmpty
  }

  private func lvaluePlace(_ expression: Expression, expected: FlowType?) -> ValueID {
    let range = range(expression.range)
    switch expression.kind {
    case .name(let name, _): return place(ofName: name, range)
    case .member(let base, let name, _, _):
      if let type = inference.typeReference(base) {
        return emit(.global(outline.staticName(name, of: type.name)), range)
      }
      if moduleMember(base) != nil { return emit(.global(name), range) }
      let base = place(of: base, expected: base.isImplicitSpine ? expected : nil)
      return emit(.member(base: base, name: name), range)
    case .subscript(let base, let arguments):
      let function = subscriptSignature(base, arguments)
      let type = inference.typeReference(base)
      let base = type.map { place(holding: emit(.type($0), range), nil, range) } ?? place(of: base)
      let lowered = lower(arguments, function)
      return emit(.element(base: base, arguments: lowered), range)
    case .optionalChain(let inner):
      return presentPlace(of: inner, range)
    case .tuple(let elements): return place(of: elements[0].value, expected: expected)
    case .forced(let inner), .word(_, let inner): return place(of: inner, expected: expected)
    default: return place(holding: unknown(range), nil, range)
    }
  }

  func place(ofName name: String, _ range: SourceRange) -> ValueID {
    if name == "super", let place = selfPlace(range) { return place }
    switch meaning(of: name) {
    case .local(let local), .localFunction(let local, _): return emit(.local(local), range)
    case .wrapped(let local, let member):
      return emit(.member(base: emit(.local(local), range), name: member), range)
    case .global(let name): return emit(.global(name), range)
    case .member:
      if let base = selfPlace(range) { return emit(.member(base: base, name: name), range) }
      return emit(.global(name), range)
    case .localGetter(let local):
      return place(holding: callGetter(local, range), known(name)?.type, range)
    case .method, .staticMethod, .enumCase, .type, .other: return emit(.global(name), range)
    }
  }

  /// The value of a computed local variable.
  func callGetter(_ local: LocalID, _ range: SourceRange) -> ValueID {
    let getter = load(emit(.local(local), range), range)
    return emit(.call(Call(.value(getter))), range)
  }

  /// `base?` in a chain: goes to the chain's end where the base is nil; else the base's place.
  private func presentPlace(of base: Expression, _ range: SourceRange) -> ValueID {
    let place = place(of: base)
    let value = load(place, self.range(base.range))
    test(value, range)
    return place
  }

  /// Goes on where the value is there; else to the end of the innermost chain.
  func test(_ value: ValueID, _ range: SourceRange) {
    guard let chain = chains.last else { return }
    let condition = emit(.unary(.isSome, value), range)
    let present = newBlock()
    branch(condition, then: present, otherwise: chain.exit, range)
    begin(present)
  }

  private func subscriptSignature(
    _ base: Expression, _ arguments: [Argument]
  ) -> TypeInference.Signature? {
    guard let type = inference.typeReference(base) ?? inference.type(of: base)?.unwrapped else {
      return nil
    }
    for identifier in outline.subscripts(of: type.name) {
      guard let function = outline.signature(identifier), function.kind == .getter,
        arguments.match(function.parameters) != nil
      else { continue }
      return .init(function: function, owner: outline.types[type.name], receiver: type)
    }
    return nil
  }
}

extension Expression {
  /// A chain of members and calls that begins with `.name`.
  var isImplicitSpine: Bool {
    var expression = self
    while true {
      switch expression.kind {
      case .implicitMember: return true
      case .member(let base, _, _, _), .call(let base, _), .subscript(let base, _),
        .forced(let base), .optionalChain(let base):
        expression = base
      default: return false
      }
    }
  }

  /// Whether the expression is an optional chain: a `?` on the way to its first operand.
  var isChain: Bool {
    var expression = self
    while true {
      switch expression.kind {
      case .optionalChain: return true
      case .member(let base, _, _, _), .call(let base, _), .subscript(let base, _),
        .forced(let base):
        expression = base
      default: return false
      }
    }
  }

  /// The expression without parentheses.
  var unparenthesized: Expression {
    var expression = self
    while case .tuple(let elements) = expression.kind, elements.count == 1,
      elements[0].label == nil
    {
      expression = elements[0].value
    }
    return expression
  }

  /// A variable or a chain of members of one.
  var isPlainChain: Bool {
    var expression = self
    while true {
      switch expression.kind {
      case .name: return true
      case .member(let base, _, _, nil): expression = base
      case .tuple(let elements) where elements.count == 1: expression = elements[0].value
      case .word("unsafe", let inner): expression = inner
      default: return false
      }
    }
  }
}
