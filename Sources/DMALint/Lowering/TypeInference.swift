/// The types of expressions as far as they are evident from declarations and spelling.
///
/// It serves implicit members, overloads and noncopyable values; what it does not know is nil and
/// costs precision, never correctness.
final class TypeInference {
  let outline: SwiftOutline
  let context: DeclarationContext
  /// The body whose locals a name may mean; nil for declarations.
  private unowned let body: FunctionLowering?
  let names: TypeNames?

  /// What is known of a local name.
  struct Local {
    var type: FlowType?
    var signature: FlowFunction?
  }

  static let maximumDepth = 48

  init(
    outline: SwiftOutline, context: DeclarationContext, names: TypeNames? = nil,
    body: FunctionLowering? = nil
  ) {
    self.names = names
    self.body = body
    self.outline = outline
    self.context = context
  }

  /// The local variable or function that a name means; nil where there is none.
  func local(_ name: String) -> Local? { body?.known(name) }

  func isLocal(_ name: String) -> Bool { body?.isLocal(name) ?? false }

  // MARK: - Values

  func type(of expression: Expression) -> FlowType? { type(of: expression, depth: 0) }

  func type(of expression: Expression, depth: Int) -> FlowType? {
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
      return (typeReference(base) ?? type(of: base, depth: deeper)).flatMap {
        element(of: $0.unwrapped, arguments)
      }
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

  func type(ofName name: String) -> FlowType? {
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

  func type(ofMember name: String, _ base: Expression, depth: Int) -> FlowType? {
    if let type = typeReference(base) {
      if name == "self" { return FlowType("Metatype", [type]) }
      if outline.enumCase(name, of: type.name) != nil { return type }
      if let member = outline.staticMember(name, of: type.name) {
        return substitute(member.variable.type, from: member.owner, in: type)
      }
      // A protocol of the inputs says what a generic parameter has.
      for constraint in context.generics[type.name]?.constraints ?? [] {
        if let member = outline.staticMember(name, of: constraint) { return member.variable.type }
      }
      switch name {
      case "max", "min", "zero": return type
      case "size", "stride", "alignment", "bitWidth": return .int
      case "allCases": return FlowType("Array", [type])
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

  func member(_ name: String, of type: FlowType) -> FlowType? {
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

  func type(
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
