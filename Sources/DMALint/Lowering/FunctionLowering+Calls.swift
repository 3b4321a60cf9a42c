/// Calls and their arguments.
extension FunctionLowering {
  func call(
    _ callee: Expression, _ arguments: [Argument], _ expression: Expression, expected: FlowType?
  ) -> ValueID {
    let range = range(expression.range)
    let signature = inference.signature(ofCall: callee, arguments, expected: expected)
    let callee = callee.unparenthesized
    switch callee.kind {
    case .name(let name, let generics):
      let target = target(ofName: name, generics, arguments, range)
      if case .name = target, let value = required(by: name, arguments, range) { return value }
      var call = Call(target, lower(arguments, signature))
      if case .initializer = target {} else { call.genericArguments = generics.map(types.lower) }
      return emit(call, signature, expression, expected: expected)
    case .member(let base, let name, let generics, _):
      if name == "init", isOwnType(base), context.owner != nil, selfIsBeingMade {
        return delegate(arguments, signature, expression)
      }
      let target = target(ofMember: name, of: base, callee, arguments, expected: expected, range)
      let element = signature == nil ? elementTaken(by: name, of: base) : nil
      var call = Call(target, lower(arguments, signature, closure: element))
      if case .initializer = target {} else { call.genericArguments = generics.map(types.lower) }
      return emit(call, signature, expression, expected: expected)
    case .implicitMember(let name):
      let type = expected?.unwrapped
      if name == "some", expected?.isOptional ?? true, arguments.count == 1 {
        return lower(arguments[0].value, expected: type)
      }
      let lowered = lower(arguments, signature)
      if name == "init", let type {
        return emit(Call(.initializer(type), lowered), signature, expression, expected: expected)
      }
      return emit(
        Call(.implicitMember(name: name, type: type), lowered), signature, expression,
        expected: expected)
    default:
      let target: Call.Callee
      if let type = inference.typeReference(callee, isCalled: true) {
        target = .initializer(type)
      } else {
        target = .value(lowerCallee(callee))
      }
      let lowered = lower(arguments, signature)
      return emit(Call(target, lowered), signature, expression, expected: expected)
    }
  }

  /// A called value; `f?(…)` goes to the chain's end where there is none.
  private func lowerCallee(_ callee: Expression) -> ValueID {
    guard case .optionalChain(let inner) = callee.kind else { return lower(callee) }
    let value = lower(inner)
    test(value, range(callee.range))
    return value
  }

  // MARK: - Callees

  private func target(
    ofName name: String, _ generics: [TypeSyntax], _ arguments: [Argument], _ range: SourceRange
  ) -> Call.Callee {
    let hasLabels = arguments.hasLabels || !generics.isEmpty && arguments.isEmpty
    if name == "Self", let owner = context.owner {
      let isProtocol = outline.types[owner]?.keyword == .protocol
      return .initializer(FlowType(isProtocol ? "Self" : owner))
    }
    switch meaning(of: name, isCalled: true, hasLabels: hasLabels) {
    case .local(let local), .localFunction(let local, _):
      let place = emit(.local(local), range)
      if let type = function.locals[Int(local.index)].type?.unwrapped,
        !outline.methods("callAsFunction", of: type.name).isEmpty
      {
        return .method(place, name: "callAsFunction")
      }
      return .value(load(place, range))
    case .localGetter(let local): return .value(callGetter(local, range))
    case .wrapped: return .value(load(place(ofName: name, range), range))
    case .member, .method:
      guard let base = selfPlace(range) else { return .name(name) }
      return .method(base, name: name)
    case .staticMethod(let owner), .enumCase(let owner): return .staticMethod(owner, name: name)
    case .global(let name): return .value(load(emit(.global(name), range), range))
    case .type(let type): return .initializer(FlowType(type.name, generics.map(types.lower)))
    case .other: return .name(name)
    }
  }

  private func target(
    ofMember name: String, of base: Expression, _ callee: Expression, _ arguments: [Argument],
    expected: FlowType?, _ range: SourceRange
  ) -> Call.Callee {
    if case .name("super", _) = base.kind { return .superMethod(name: name) }
    if case .name("self", _) = base.kind, context.isStatic, known("self") == nil,
      let owner = context.owner
    {
      return name == "init"
        ? .initializer(FlowType(owner)) : .staticMethod(FlowType(owner), name: name)
    }
    if let type = inference.typeReference(base) {
      if name == "init" { return .initializer(type) }
      if let nested = inference.typeReference(
        callee, isCalled: true, hasLabels: arguments.hasLabels),
        outline.types[nested.name] != nil || outline.types[type.name] == nil
      {
        return .initializer(nested)
      }
      if outline.staticMember(name, of: type.name) != nil,
        outline.staticMethods(name, of: type.name).isEmpty
      {
        let place = emit(.global(outline.staticName(name, of: type.name)), range)
        return .value(load(place, range))
      }
      return .staticMethod(type, name: name)
    }
    if moduleMember(base) != nil {
      if let type = inference.typeReference(
        callee, isCalled: true, hasLabels: arguments.hasLabels)
      {
        return .initializer(type)
      }
      return .name(name)
    }
    return .method(place(of: base, expected: base.isImplicitSpine ? expected : nil), name: name)
  }

  // MARK: - Initialisers that call others

  private var selfIsBeingMade: Bool {
    if case .initializer = role { return true }
    return false
  }

  private func isOwnType(_ base: Expression) -> Bool {
    guard case .name("self", _) = base.kind else { return false }
    return true
  }

  /// `self.init(…)`: what the other initialiser makes becomes `self`.
  private func delegate(
    _ arguments: [Argument], _ signature: TypeInference.Signature?, _ expression: Expression
  ) -> ValueID {
    let range = range(expression.range)
    let type = FlowType(context.owner ?? "Self")
    let outer = unusedCall
    unusedCall = nil
    defer { unusedCall = outer }
    let value = emit(
      Call(.initializer(type), lower(arguments, signature)), signature, expression, expected: type)
    if let place = selfPlace(range) { store(value, into: place, range) }
    return value
  }

  // MARK: - The call itself

  private func emit(
    _ call: Call, _ signature: TypeInference.Signature?, _ expression: Expression,
    expected: FlowType?
  ) -> ValueID {
    var call = call
    let range = range(expression.range)
    call.expected = expected
    if let unusedCall, unusedCall.range == expression.range {
      call.isResultUnused = true
      call.isExplicitlyDiscarded = unusedCall.isExplicit
    }
    call.isTry = tryMark?.calls.contains(expression.range) ?? false
    call.isAwait = awaitMark?.calls.contains(expression.range) ?? false
    let result: ValueID
    if call.isTry, let mark = tryMark {
      result = emitThrowing(call, range, tryRange: mark.range)
    } else {
      result = emit(.call(call), range)
    }
    if neverReturns(call, signature) { terminate(.unreachable, range) }
    return result
  }

  private func emitThrowing(
    _ call: Call, _ range: SourceRange, tryRange: SourceRange
  ) -> ValueID {
    let (result, error) = (newValue(), newValue())
    let (normal, failed) = (newBlock(), newBlock())
    if current == nil { begin(newBlock()) }
    terminate(
      .tryCall(
        call, result: result, normal: BlockID(UInt32(normal)), error: error,
        errorBlock: BlockID(UInt32(failed))), range)
    begin(normal)
    begin(failed)
    exit(throwing: error, tryRange)
    current = normal
    return result
  }

  private func neverReturns(_ call: Call, _ signature: TypeInference.Signature?) -> Bool {
    if let signature { return signature.function.result?.name == "Never" }
    if case .name(let name) = call.callee {
      guard outline.functions[name] == nil else { return false }
      return NameConventions.neverReturning.contains(name)
        || name == "abort" && call.arguments.isEmpty
    }
    return false
  }

  // MARK: - Arguments

  func lower(
    _ arguments: [Argument], _ signature: TypeInference.Signature?, closure: FlowType? = nil
  ) -> [CallArgument] {
    let parameters = signature?.function.parameters ?? []
    let match = arguments.match(parameters)
    return arguments.enumerated().map { index, argument in
      guard let match else {
        if let closure, case .closure = argument.value.kind {
          return lowerArgument(argument, expected: closure)
        }
        return lowerArgument(argument, expected: nil)
      }
      let parameter = parameters[match[index]]
      let type = parameter.type.flatMap { expectation($0, signature) }
      if parameter.isAutoclosure {
        let value = autoclosure(argument.value, type)
        return CallArgument(
          label: argument.label, value, isTrailing: argument.isTrailing,
          range: range(argument.value.range))
      }
      return lowerArgument(
        argument, expected: type, isMoved: parameter.convention == .consuming)
    }
  }

  /// The type of the closure that a library's method runs with each element of a sequence.
  private func elementTaken(by name: String, of base: Expression) -> FlowType? {
    guard name == "forEach" || name == "map", let sequence = inference.type(of: base)?.unwrapped,
      let element = elementType(of: sequence)
    else { return nil }
    return FlowType("Function", [element, .unknown])
  }

  /// The type that a parameter gives its argument; nil where generic parameters leave it open.
  private func expectation(
    _ type: FlowType, _ signature: TypeInference.Signature?
  ) -> FlowType? {
    guard let signature else { return type }
    let own = signature.function.genericParameters.map(\.name)
    if !own.isEmpty, type.mentions(Set(own)) { return nil }
    guard let owner = signature.owner else { return type }
    let names = (owner.genericParameters + owner.associatedTypes).map(\.name)
    guard !names.isEmpty, type.mentions(Set(names)) else {
      return type.name == "Self" ? signature.receiver : type
    }
    if context.owner == owner.name { return type }
    guard let receiver = signature.receiver, receiver.arguments.count == names.count else {
      return nil
    }
    return type.replacing(
      Dictionary(zip(names, receiver.arguments), uniquingKeysWith: { first, _ in first }))
  }

  func lowerArgument(
    _ argument: Argument, expected: FlowType?, isMoved: Bool = false
  ) -> CallArgument {
    let expression = argument.value.unparenthesized
    let range = range(argument.value.range)
    if case .addressOf(let inner) = expression.kind {
      return CallArgument(
        label: argument.label, place(of: inner), passing: .address, range: range)
    }
    if expression.isPlainChain, !isConstant(expression), let place = lvalue(expression) {
      let value =
        isMoved && isNoncopyableVariable(expression)
        ? emit(.take(place), range) : load(place, range)
      return CallArgument(
        label: argument.label, value, isTrailing: argument.isTrailing, range: range, place: place)
    }
    let value =
      isMoved
      ? lowerMoved(argument.value, expected: expected) : lower(argument.value, expected: expected)
    return CallArgument(
      label: argument.label, value, isTrailing: argument.isTrailing, range: range)
  }

  /// A name that nothing declares: a C constant or function, or a member of a library's type.
  private func isConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name(let name, _):
      if case .other = meaning(of: name) { return true }
      return false
    case .member(let base, let name, _, _):
      guard let type = inference.typeReference(base) else { return false }
      return outline.staticMember(name, of: type.name) == nil
    default: return false
    }
  }

  // MARK: - Moves

  /// A value that is stored, returned or handed over: a noncopyable variable or member is moved out
  /// of.
  func lowerMoved(_ expression: Expression, expected: FlowType?) -> ValueID {
    if isNoncopyableVariable(expression), let place = lvalue(expression) {
      return emit(.take(place), range(expression.range))
    }
    if case .forced(let inner) = expression.unparenthesized.kind, isNoncopyableVariable(inner),
      let place = lvalue(inner)
    {
      let value = emit(.take(place), range(inner.range))
      return emit(.unary(.unwrap, value), range(expression.range))
    }
    return lower(expression, expected: expected)
  }

  func isNoncopyableVariable(_ expression: Expression) -> Bool {
    guard expression.unparenthesized.isPlainChain else { return false }
    if case .name("self", _) = expression.unparenthesized.kind { return false }
    guard let type = inference.type(of: expression) else { return false }
    if let parameter = context.generics[type.unwrapped.name] {
      return parameter.constraints.contains("~Copyable")
    }
    return outline.isNoncopyable(type)
  }
}
