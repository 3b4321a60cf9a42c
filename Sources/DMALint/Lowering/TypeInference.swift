/// The types of expressions as far as they are evident from declarations and spelling.
///
/// It serves implicit members, overloads and noncopyable values; what it does not know is nil and
/// costs precision, never correctness.
struct TypeInference {
  let outline: SwiftOutline
  let context: DeclarationContext
  /// The local variable or function that a name means; nil where there is none.
  let local: (String) -> Local?

  /// What is known of a local name.
  struct Local {
    var type: FlowType?
    var signature: FlowFunction?
  }

  private static let maximumDepth = 48

  init(
    outline: SwiftOutline, context: DeclarationContext,
    local: @escaping (String) -> Local? = { _ in nil }
  ) {
    self.outline = outline
    self.context = context
    self.local = local
  }

  // MARK: - Values

  func type(of expression: Expression) -> FlowType? { type(of: expression, depth: 0) }

  private func type(of expression: Expression, depth: Int) -> FlowType? {
    guard depth < Self.maximumDepth else { return nil }
    let deeper = depth + 1
    switch expression.kind {
    case .integer: return .int
    case .float: return FlowType("Double")
    case .boolean, .is: return .bool
    case .string: return FlowType("String")
    case .array(let elements):
      return elements.first.flatMap { type(of: $0, depth: deeper) }.map { FlowType("Array", [$0]) }
    case .tuple(let elements):
      if elements.count == 1 { return type(of: elements[0].value, depth: deeper) }
      let types = elements.compactMap { type(of: $0.value, depth: deeper) }
      guard types.count == elements.count else { return nil }
      let isLabelled = elements.contains { $0.label != nil }
      return FlowType("Tuple", types, labels: isLabelled ? elements.map(\.label) : [])
    case .name(let name, _): return type(ofName: name)
    case .member(let base, let name, _, _):
      return type(ofMember: name, base, depth: deeper)
    case .call(let callee, let arguments):
      return type(ofCall: callee, arguments, depth: deeper)
    case .subscript(let base, let arguments):
      return type(of: base, depth: deeper).flatMap { element(of: $0.unwrapped, arguments) }
    case .forced(let inner), .optionalChain(let inner):
      return type(of: inner, depth: deeper)?.unwrapped
    case .try(_, let inner), .await(let inner): return type(of: inner, depth: deeper)
    case .word(let word, let inner):
      return word == "any" || word == "some" ? nil : type(of: inner, depth: deeper)
    case .cast(_, let kind, let type):
      let target = TypeLowering(outline: outline, context: context).lower(type)
      return kind == .conditional ? FlowType("Optional", [target]) : target
    case .prefix(let sign, let operand):
      return sign == "!" ? .bool : type(of: operand, depth: deeper)
    case .binary(let left, let sign, let right):
      return type(ofBinary: left, sign, right, depth: deeper)
    case .ternary(_, let first, let second):
      return type(of: first, depth: deeper) ?? type(of: second, depth: deeper)
    case .nilLiteral, .regex, .dictionary, .closure, .keyPath, .macro, .implicitMember,
      .wildcard, .type, .addressOf, .postfix, .assign, .if, .switch, .do, .unknown:
      return nil
    }
  }

  private func type(ofName name: String) -> FlowType? {
    if let local = local(name) { return local.type }
    if name == "self", !context.isStatic { return context.owner.map { FlowType($0) } }
    if context.generics[name]?.isValue == true { return .int }
    let owners = context.owners
    for (level, owner) in owners.enumerated() {
      if level == 0, !context.isStatic, let member = outline.member(name, of: owner) {
        return member.variable.type
      }
      if let member = outline.staticMember(name, of: owner) { return member.variable.type }
    }
    return outline.globals[name]?.type
  }

  private func type(ofMember name: String, _ base: Expression, depth: Int) -> FlowType? {
    if let type = typeReference(base) {
      if name == "self" { return FlowType("Metatype", [type]) }
      if outline.enumCase(name, of: type.name) != nil { return type }
      if let member = outline.staticMember(name, of: type.name) {
        return substitute(member.variable.type, from: member.owner, in: type)
      }
      switch name {
      case "max", "min", "zero": return type
      case "size", "stride", "alignment", "bitWidth": return .int
      default: return nil
      }
    }
    if name == "self" { return self.type(of: base, depth: depth) }
    guard let type = type(of: base, depth: depth)?.unwrapped else { return nil }
    return self.type(ofMember: name, in: type)
  }

  /// The type of a property.
  func type(ofMember name: String, in type: FlowType) -> FlowType? {
    if type.name == "Tuple" { return type.element(at: [name]) }
    if let found = member(name, of: type) { return found }
    switch (type.name, name) {
    case ("UnsafePointer", "pointee"), ("UnsafeMutablePointer", "pointee"):
      return type.arguments.first
    case ("UnsafeBufferPointer", "baseAddress"):
      return FlowType("Optional", [FlowType("UnsafePointer", type.arguments)])
    case ("UnsafeMutableBufferPointer", "baseAddress"):
      return FlowType("Optional", [FlowType("UnsafeMutablePointer", type.arguments)])
    case ("UnsafeRawBufferPointer", "baseAddress"):
      return FlowType("Optional", [FlowType("UnsafeRawPointer")])
    case ("UnsafeMutableRawBufferPointer", "baseAddress"):
      return FlowType("Optional", [FlowType("UnsafeMutableRawPointer")])
    case ("Array", "first"), ("Array", "last"): return type.arguments.first
    case (_, "count"), (_, "startIndex"), (_, "endIndex"), (_, "hashValue"): return .int
    case (_, "isEmpty"): return .bool
    default: return nil
    }
  }

  private func member(_ name: String, of type: FlowType) -> FlowType? {
    if let found = outline.member(name, of: type.name) {
      return substitute(found.variable.type, from: found.owner, in: type)
    }
    guard let parameter = context.generics[type.name] else { return nil }
    for constraint in parameter.constraints {
      if let found = outline.member(name, of: constraint) { return found.variable.type }
    }
    return nil
  }

  /// The type of `base[…]`.
  func element(of type: FlowType, _ arguments: [Argument]) -> FlowType? {
    switch type.name {
    case "Array", "ContiguousArray", "ArraySlice", "UnsafePointer", "UnsafeMutablePointer",
      "UnsafeBufferPointer", "UnsafeMutableBufferPointer", "Span", "MutableSpan":
      if arguments.count == 1, case .binary(_, let sign, _) = arguments[0].value.kind,
        sign == "..<" || sign == "..."
      {
        return nil
      }
      return type.arguments.first
    case "InlineArray": return type.arguments.last
    case "Dictionary": return type.arguments.last.map { FlowType("Optional", [$0]) }
    case "UnsafeRawBufferPointer", "UnsafeMutableRawBufferPointer": return FlowType("UInt8")
    default: break
    }
    for identifier in outline.subscripts(of: type.name) {
      guard let function = outline.signature(identifier), function.kind == .getter,
        function.parameters.count == arguments.count
      else { continue }
      return substitute(function.result, from: outline.types[type.name], in: type)
    }
    return nil
  }

  private func type(
    ofBinary left: Expression, _ sign: String, _ right: Expression, depth: Int
  ) -> FlowType? {
    switch sign {
    case "==", "!=", "<", ">", "<=", ">=", "===", "!==", "&&", "||", "~=": return .bool
    case "??": return type(of: left, depth: depth)?.unwrapped ?? type(of: right, depth: depth)
    case "..<": return type(of: left, depth: depth).map { FlowType("Range", [$0]) }
    case "...": return type(of: left, depth: depth).map { FlowType("ClosedRange", [$0]) }
    default:
      if left.isLiteral { return type(of: right, depth: depth) ?? type(of: left, depth: depth) }
      return type(of: left, depth: depth)
    }
  }

  // MARK: - Calls

  private func type(ofCall callee: Expression, _ arguments: [Argument], depth: Int) -> FlowType? {
    if let type = typeReference(callee, isCalled: true, hasLabels: arguments.hasLabels) {
      return type
    }
    if case .member(let base, "init", _, _) = callee.kind { return typeReference(base) }
    if case .member(let base, let name, _, _) = callee.kind, let type = typeReference(base) {
      if outline.enumCase(name, of: type.name) != nil { return type }
      if name == "allocate" { return type }
    }
    let signature = signature(ofCall: callee, arguments, expected: nil)
    guard let signature, let result = signature.function.result else { return nil }
    if signature.function.genericParameters.contains(where: { result.mentions([$0.name]) }) {
      return nil
    }
    if result.name == "Self" { return signature.receiver ?? result }
    return substitute(result, from: signature.owner, in: signature.receiver)
  }

  /// A callee's declaration, with what is known of its receiver.
  struct Signature {
    var function: FlowFunction
    var owner: SwiftOutline.TypeEntry?
    var receiver: FlowType?
  }

  /// The declaration that a call means: the first one whose labels accept the arguments.
  func signature(
    ofCall callee: Expression, _ arguments: [Argument], expected: FlowType?
  ) -> Signature? {
    switch callee.kind {
    case .name(let name, _):
      if let local = local(name) { return local.signature.map { Signature(function: $0) } }
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

  private func memberSignature(_ name: String, _ arguments: [Argument]) -> Signature? {
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
  private func signature(
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
      return Signature(function: function, owner: entry, receiver: type)
    }
    return choose(outline.staticMethods(name, of: type.name), arguments).map {
      Signature(function: $0, owner: entry, receiver: type)
    }
  }

  private func method(_ name: String, of type: FlowType, _ arguments: [Argument]) -> Signature? {
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
  private func setAlgebra(
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
    return Signature(function: function, owner: entry, receiver: type)
  }

  private func initializer(of type: FlowType, _ arguments: [Argument]) -> Signature? {
    let entry = outline.types[type.name]
    let declared = outline.initializers(of: type.name)
    let function =
      choose(declared, arguments)
      ?? outline.memberwiseInitializer(of: type.name).flatMap {
        arguments.match($0.parameters) == nil ? nil : $0
      }
    return function.map { Signature(function: $0, owner: entry, receiver: type) }
  }

  private func choose(_ candidates: [FunctionID], _ arguments: [Argument]) -> FlowFunction? {
    for identifier in candidates {
      guard let function = outline.signature(identifier) else { continue }
      if arguments.match(function.parameters) != nil { return function }
    }
    return nil
  }

  // MARK: - Types

  /// The type that an expression names; nil where it is a value.
  func typeReference(
    _ expression: Expression, isCalled: Bool = false, hasLabels: Bool = false, depth: Int = 0
  ) -> FlowType? {
    guard depth < Self.maximumDepth else { return nil }
    let lowering = TypeLowering(outline: outline, context: context)
    switch expression.kind {
    case .name(let name, let arguments):
      guard isTypeName(name, isCalled: isCalled, hasLabels: hasLabels || !arguments.isEmpty) else {
        return nil
      }
      return lowering.named(name, arguments.map(lowering.lower))
    case .member(let base, let name, let arguments, _):
      guard let outer = typeReference(base, depth: depth + 1) else {
        guard case .name(let module, _) = base.kind, outline.modules.contains(module),
          local(module) == nil,
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

  private func isTypeName(_ name: String, isCalled: Bool, hasLabels: Bool) -> Bool {
    if name == "Self" { return context.owner != nil }
    if local(name) != nil { return false }
    if let parameter = context.generics[name] { return !parameter.isValue }
    if outline.typeName(name, in: context.owners) != nil { return true }
    for (level, owner) in context.owners.enumerated() {
      if level == 0, outline.member(name, of: owner) != nil { return false }
      if outline.staticMember(name, of: owner) != nil { return false }
      if !outline.staticMethods(name, of: owner).isEmpty { return false }
      if level == 0, !outline.methods(name, of: owner).isEmpty { return false }
    }
    if outline.globals[name] != nil || outline.functions[name] != nil { return false }
    if outline.modules.contains(name) && !isCalled && !hasLabels { return false }
    if hasLabels && !isCalled { return true }
    return isCalled
      ? NameConventions.looksLikeCalledType(name, hasLabels: hasLabels)
      : NameConventions.looksLikeType(name)
  }

  /// Puts the arguments of a generic type in the place of its parameters; nil where some are missing.
  private func substitute(
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

extension Expression {
  /// A number or string as written, also with a sign.
  var isLiteral: Bool {
    switch kind {
    case .integer, .float, .string, .boolean: true
    case .prefix(_, let operand): operand.isLiteral
    case .tuple(let elements): elements.count == 1 && elements[0].value.isLiteral
    default: false
    }
  }
}
