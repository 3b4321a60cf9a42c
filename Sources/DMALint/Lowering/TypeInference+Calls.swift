/// The declarations that calls mean.
extension TypeInference {
  func type(ofCall callee: Expression, _ arguments: [Argument], depth: Int) -> FlowType? {
    if let type = typeReference(callee, isCalled: true, hasLabels: arguments.hasLabels) {
      return type
    }
    if case .member(let base, "init", _, _) = callee.kind { return typeReference(base) }
    if case .member(let base, let name, _, _) = callee.kind, let type = typeReference(base) {
      if outline.enumCase(name, of: type.name) != nil { return type }
      if name == "allocate" { return type }
    }
    if case .member(let base, "take", _, _) = callee.kind, arguments.isEmpty,
      let optional = type(of: base, depth: depth + 1), optional.isOptional
    {
      return optional
    }
    let signature = signature(ofCall: callee, arguments, expected: nil)
    guard let signature, var result = signature.function.result else { return nil }
    let generics = Set(signature.function.genericParameters.map(\.name))
    if result.mentions(generics) {
      guard !generics.contains(result.unwrapped.name) else { return nil }
      let known = bindings(of: generics, signature.function.parameters, arguments, depth: depth)
      result = result.replacing(known)
    }
    if result.name == "Self" { return signature.receiver ?? result }
    return substitute(result, from: signature.owner, in: signature.receiver)
  }

  /// What the arguments of a call say that generic parameters stand for; the others are unknown.
  private func bindings(
    of generics: Set<String>, _ parameters: [FlowFunction.Parameter], _ arguments: [Argument],
    depth: Int
  ) -> [String: FlowType] {
    var known = Dictionary(uniqueKeysWithValues: generics.map { ($0, FlowType.unknown) })
    guard let match = arguments.match(parameters) else { return known }
    for (index, argument) in arguments.enumerated() {
      guard let type = parameters[match[index]].type, generics.contains(type.name),
        let given = self.type(of: argument.value, depth: depth + 1)
      else { continue }
      known[type.name] = given
    }
    return known
  }

  /// A callee's declaration, with what is known of its receiver.
  struct Signature {
    var function: Shared<FlowFunction>
    var owner: SwiftOutline.TypeEntry?
    var receiver: FlowType?
  }

  /// The declaration that a call means: the first one whose labels accept the arguments.
  func signature(
    ofCall callee: Expression, _ arguments: [Argument], expected: FlowType?
  ) -> Signature? {
    switch callee.kind {
    case .name(let name, _):
      if let local = local(name) { return local.signature.map { Signature(function: Shared($0)) } }
      if let found = memberSignature(name, arguments) { return found }
      if let type = typeReference(callee, isCalled: true, hasLabels: arguments.hasLabels) {
        return initializer(of: type, arguments)
      }
      return choose(outline.functions[name] ?? [], arguments).map { Signature(function: $0) }
    case .member(let base, let name, _, _):
      if case .name("super", _) = base.kind { return nil }
      if case .name("self", _) = base.kind, name == "init" || context.isStatic {
        return context.owner.flatMap { signature(inType: FlowType($0), name, arguments) }
      }
      if let type = typeReference(callee, isCalled: true, hasLabels: arguments.hasLabels) {
        return initializer(of: type, arguments)
      }
      if let type = typeReference(base) { return signature(inType: type, name, arguments) }
      if case .name(let module, _) = base.kind, outline.modules.contains(module),
        local(module) == nil
      {
        return choose(outline.functions[name] ?? [], arguments).map { Signature(function: $0) }
      }
      guard let type = self.type(of: base)?.unwrapped else { return nil }
      return method(name, of: type, arguments)
    case .implicitMember(let name):
      return expected.flatMap { signature(inType: $0.unwrapped, name, arguments) }
    case .type, .array:
      return typeReference(callee, isCalled: true).flatMap { initializer(of: $0, arguments) }
    case .optionalChain(let inner), .forced(let inner), .word(_, let inner):
      return signature(ofCall: inner, arguments, expected: expected)
    case .tuple(let elements):
      guard elements.count == 1 else { return nil }
      return signature(ofCall: elements[0].value, arguments, expected: expected)
    case .integer, .float, .boolean, .nilLiteral, .string, .regex, .dictionary, .closure, .keyPath,
      .macro, .wildcard, .call, .subscript, .addressOf, .prefix, .postfix, .binary, .assign,
      .ternary, .is, .cast, .try, .await, .if, .switch, .do, .unknown:
      return nil
    }
  }

  func memberSignature(_ name: String, _ arguments: [Argument]) -> Signature? {
    for (level, owner) in context.owners.enumerated() {
      var candidates = outline.staticMethods(name, of: owner)
      if level == 0, !context.isStatic {
        candidates = outline.methods(name, of: owner) + candidates
      }
      if let function = choose(candidates, arguments) {
        return Signature(
          function: function, owner: outline.types[owner], receiver: FlowType(owner))
      }
    }
    guard let owner = context.owner, !context.isStatic, outline.functions[name] == nil else {
      return nil
    }
    return setAlgebra(name, of: FlowType(owner), arguments)
  }

  /// A static method, an initialiser or the constructor of an enum case.
  func signature(
    inType type: FlowType, _ name: String, _ arguments: [Argument]
  ) -> Signature? {
    if name == "init" { return initializer(of: type, arguments) }
    let entry = outline.types[type.name]
    if let item = outline.enumCase(name, of: type.name), let range = entry?.range {
      var function = FlowFunction(kind: .function, name: name, range: range)
      for (label, type) in item.payload {
        var parameter = FlowFunction.Parameter(label: label, name: label ?? "_", type: type)
        parameter.convention = .consuming
        function.parameters.append(parameter)
      }
      function.result = type
      return Signature(function: Shared(function), owner: entry, receiver: type)
    }
    return choose(outline.staticMethods(name, of: type.name), arguments).map {
      Signature(function: $0, owner: entry, receiver: type)
    }
  }

  func method(_ name: String, of type: FlowType, _ arguments: [Argument]) -> Signature? {
    var candidates = outline.methods(name, of: type.name)
    for constraint in context.generics[type.name]?.constraints ?? [] {
      candidates += outline.methods(name, of: constraint)
    }
    if let function = choose(candidates, arguments) {
      return Signature(function: function, owner: outline.types[type.name], receiver: type)
    }
    return setAlgebra(name, of: type, arguments)
  }

  /// The methods that `OptionSet` gives: they take the type itself.
  func setAlgebra(
    _ name: String, of type: FlowType, _ arguments: [Argument]
  ) -> Signature? {
    guard let entry = outline.types[type.name], entry.inherited.contains("OptionSet"),
      let range = entry.range, arguments.count == 1
    else { return nil }
    var function = FlowFunction(kind: .method, name: name, range: range)
    function.parameters = [.init(label: arguments[0].label, name: "other", type: type)]
    switch name {
    case "contains", "isSuperset", "isSubset", "isDisjoint": function.result = .bool
    case "union", "intersection", "subtracting", "symmetricDifference": function.result = type
    case "insert", "remove", "update", "formUnion", "formIntersection", "subtract": break
    default: return nil
    }
    return Signature(function: Shared(function), owner: entry, receiver: type)
  }

  func initializer(of type: FlowType, _ arguments: [Argument]) -> Signature? {
    let entry = outline.types[type.name]
    let declared = outline.initializers(of: type.name)
    let function =
      choose(declared, arguments)
      ?? outline.memberwiseInitializer(of: type.name).flatMap {
        arguments.match($0.parameters) == nil ? nil : $0
      }
    return function.map { Signature(function: $0, owner: entry, receiver: type) }
  }

  func choose(_ candidates: [FunctionID], _ arguments: [Argument]) -> Shared<FlowFunction>? {
    for identifier in candidates {
      guard let function = outline.signature(identifier) else { continue }
      if arguments.match(function.parameters) != nil { return function }
    }
    return nil
  }
}
