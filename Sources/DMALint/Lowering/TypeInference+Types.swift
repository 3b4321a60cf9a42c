/// Expressions that name types.
extension TypeInference {
  /// The type that an expression names; nil where it is a value.
  func typeReference(
    _ expression: Expression, isCalled: Bool = false, hasLabels: Bool = false, depth: Int = 0
  ) -> FlowType? {
    guard depth < Self.maximumDepth else { return nil }
    var lowering: TypeLowering { TypeLowering(outline: outline, context: context) }
    switch expression.kind {
    case .name(let name, let arguments):
      guard isTypeName(name, isCalled: isCalled, hasLabels: hasLabels || !arguments.isEmpty) else {
        return nil
      }
      return lowering.named(name, arguments.map(lowering.lower))
    case .member(let base, let name, let arguments, _):
      guard let outer = typeReference(base, depth: depth + 1) else {
        guard case .name(let module, _) = base.kind, outline.modules.contains(module),
          !isLocal(module),
          isTypeName(name, isCalled: isCalled, hasLabels: hasLabels)
        else { return nil }
        return lowering.named(name, arguments.map(lowering.lower))
      }
      if name == "Type" || name == "Protocol" { return FlowType("Metatype", [outer]) }
      if name == "self" { return nil }
      let arguments = arguments.map(lowering.lower)
      if outline.modules.contains(outer.name), outline.types[outer.name] == nil {
        guard isTypeName(name, isCalled: isCalled, hasLabels: hasLabels) else { return nil }
        return lowering.named(name, arguments)
      }
      let full = "\(outer.name).\(name)"
      if outline.types[full] != nil || outline.aliases[full] != nil {
        return lowering.named(full, arguments)
      }
      guard outline.types[outer.name] == nil, NameConventions.looksLikeType(name) else {
        return nil
      }
      return FlowType(full, arguments)
    case .type(let syntax): return lowering.lower(syntax)
    case .array(let elements):
      guard elements.count == 1 else { return nil }
      return typeReference(elements[0], depth: depth + 1).map { FlowType("Array", [$0]) }
    case .dictionary(let elements):
      guard elements.count == 1, let key = typeReference(elements[0].key, depth: depth + 1),
        let value = typeReference(elements[0].value, depth: depth + 1)
      else { return nil }
      return FlowType("Dictionary", [key, value])
    case .optionalChain(let inner):
      return typeReference(inner, depth: depth + 1).map { FlowType("Optional", [$0]) }
    case .tuple(let elements):
      guard elements.count == 1, elements[0].label == nil else { return nil }
      return typeReference(elements[0].value, depth: depth + 1)
    case .word(let word, let inner):
      guard word == "any" || word == "some" else { return nil }
      return typeReference(inner, depth: depth + 1)
    case .integer, .float, .boolean, .nilLiteral, .string, .regex, .closure, .keyPath, .macro,
      .implicitMember, .wildcard, .call, .subscript, .addressOf, .prefix, .postfix, .binary,
      .assign, .ternary, .is, .cast, .forced, .try, .await, .if, .switch, .do, .unknown:
      return nil
    }
  }

  func isTypeName(_ name: String, isCalled: Bool, hasLabels: Bool) -> Bool {
    if name == "Self" { return context.owner != nil }
    if isLocal(name) { return false }
    if let parameter = context.generics[name] { return !parameter.isValue }
    guard let names else {
      return isGlobalTypeName(name, isCalled: isCalled, hasLabels: hasLabels)
    }
    let use = TypeNames.Use(isCalled: isCalled, hasLabels: hasLabels)
    if let known = names.isType(name, use, in: context.owners) { return known }
    let isType = isGlobalTypeName(name, isCalled: isCalled, hasLabels: hasLabels)
    names.remember(name, use, isType)
    return isType
  }

  /// The same for a name that is neither a local's nor a generic parameter's.
  private func isGlobalTypeName(_ name: String, isCalled: Bool, hasLabels: Bool) -> Bool {
    let isDeclared = outline.declares(name)
    if isDeclared, outline.typeName(name, in: context.owners) != nil { return true }
    for (level, owner) in (isDeclared ? context.owners : []).enumerated() {
      if level == 0, outline.hasMember(name, of: owner) { return false }
      if outline.staticMember(name, of: owner) != nil { return false }
      if !outline.staticMethods(name, of: owner).isEmpty { return false }
      if level == 0, !outline.methods(name, of: owner).isEmpty { return false }
    }
    if isDeclared, outline.globals[name] != nil || outline.functions[name] != nil { return false }
    if outline.modules.contains(name) && !isCalled && !hasLabels { return false }
    if hasLabels && !isCalled { return true }
    return isCalled
      ? NameConventions.looksLikeCalledType(name, hasLabels: hasLabels)
      : NameConventions.looksLikeType(name)
  }

  /// Puts the arguments of a generic type in the place of its parameters; nil where some are missing.
  func substitute(
    _ type: FlowType?, from owner: SwiftOutline.TypeEntry?, in receiver: FlowType?
  ) -> FlowType? {
    guard let type, let owner else { return type }
    let names = (owner.genericParameters + owner.associatedTypes).map(\.name)
    guard type.mentions(Set(names)) else { return type }
    guard let receiver, receiver.name == owner.name else { return nil }
    let replacements = Dictionary(
      zip(names, receiver.arguments), uniquingKeysWith: { first, _ in first })
    let replaced = type.replacing(replacements)
    return receiver.arguments.count < names.count ? nil : replaced
  }
}
