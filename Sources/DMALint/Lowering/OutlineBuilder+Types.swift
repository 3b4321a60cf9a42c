/// Types, extensions and enum cases.
extension OutlineBuilder {
  mutating func declare(
    _ syntax: TypeDeclarationSyntax, _ declaration: Declaration, in input: SwiftInput,
    context: DeclarationContext
  ) {
    let range = input.range(declaration.range)
    var name = context.owner.map { "\($0).\(syntax.name)" } ?? syntax.name
    if syntax.keyword == .extension {
      name = extendedName(syntax.name, context: context)
    }
    var inner = context
    inner.owner = name
    inner.isStatic = false
    guard inner.owners.count < 32 else { return }
    var entry = outline.types[name] ?? SwiftOutline.TypeEntry(name: name)
    inner = inner.adding(entry.genericParameters).adding(entry.associatedTypes)
    let lowering = types(in: inner)
    let keyword = FlowTypeDeclaration.Keyword(rawValue: syntax.keyword.rawValue) ?? .struct
    var type = FlowTypeDeclaration(keyword: keyword, name: name, range: range)
    type.genericParameters = parameters(
      syntax.genericParameters, syntax.requirements, lowering: lowering)
    type.inherited = syntax.inherited.flatMap { names(of: lowering.lower($0)) }
    type.attributes = declaration.attributes.map(\.name)
    let attributes = AttributeLowering(input: input).lower(declaration.attributes, of: name)
    if let alignment = attributes.first(where: { $0.name == "alignment" })?.argument {
      type.alignment = UInt32(alignment)
    }
    if syntax.keyword != .extension { entry.genericParameters = type.genericParameters }
    if syntax.keyword == .protocol {
      entry.associatedTypes = associatedTypes(syntax.members, lowering: lowering)
    }
    for parent in type.inherited where !entry.inherited.contains(parent) {
      entry.inherited.append(parent)
    }
    if type.attributes.contains("main") { entry.isMain = true }
    if entry.range == nil || syntax.keyword != .extension { entry.range = range }
    outline.types[name] = entry
    outline.declare(name)
    inner = inner.adding(entry.genericParameters).adding(entry.associatedTypes)
    types.append(type)
    declare(syntax.members, in: input, context: inner, type: types.count - 1)
  }

  /// The full name of an extended type: aliases are replaced, a module's name is dropped.
  func extendedName(_ name: String, context: DeclarationContext) -> String {
    var name = name
    if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let first = String(name[..<dot])
      if outline.modules.contains(first), outline.types[first] == nil {
        name = String(name[name.utf8.index(after: dot)...])
      }
    }
    return TypeLowering(outline: outline, context: context).named(name).name
  }

  func names(of type: FlowType) -> [String] {
    type.name == "Composition" ? type.arguments.flatMap { names(of: $0) } : [type.name]
  }

  func parameters(
    _ parameters: [GenericParameterSyntax], _ requirements: [RequirementSyntax],
    lowering: TypeLowering
  ) -> [GenericParameter] {
    parameters.map { parameter in
      var constraints = parameter.constraint.map { names(of: lowering.lower($0)) } ?? []
      for requirement in requirements where requirement.kind == .conforms {
        guard case .name(parameter.name, _, nil) = requirement.subject.kind else { continue }
        constraints += names(of: lowering.lower(requirement.type))
      }
      return GenericParameter(
        name: parameter.name, constraints: constraints, isValue: parameter.isValue)
    }
  }

  func associatedTypes(
    _ members: [Declaration], lowering: TypeLowering
  ) -> [GenericParameter] {
    members.compactMap { member in
      guard case .associatedType(let name, let inherited, _) = member.kind else { return nil }
      let constraints = inherited.flatMap { names(of: lowering.lower($0)) }
      return GenericParameter(name: name, constraints: constraints)
    }
  }

  mutating func declare(
    _ cases: [EnumCaseSyntax], in input: SwiftInput, context: DeclarationContext, type: Int?
  ) {
    guard let type, let owner = context.owner else { return }
    for syntax in cases {
      let payload = payload(of: syntax, context: context)
      var raw: Int64?
      switch syntax.rawValue?.kind {
      case .integer(let value?)?: raw = Int64(bitPattern: value)
      case .prefix("-", let operand)?:
        if case .integer(let value?) = operand.kind { raw = 0 &- Int64(bitPattern: value) }
      case nil:
        if types[type].inherited.contains(where: Self.integerTypes.contains) {
          raw = types[type].enumCases.last.map { $0.rawValue.map { $0 &+ 1 } } ?? 0
        }
      default: break
      }
      let item = FlowTypeDeclaration.EnumCase(
        name: syntax.name, payload: payload, rawValue: raw)
      types[type].enumCases.append(item)
      outline.types[owner]?.cases[syntax.name] = item
      outline.declare(syntax.name)
    }
  }

  func payload(
    of syntax: EnumCaseSyntax, context: DeclarationContext
  ) -> [(label: String?, type: FlowType)] {
    let lowering = types(in: context)
    return (syntax.payload ?? []).map { parameter in
      (label: parameter.label, type: parameter.type.map(lowering.lower) ?? .unknown)
    }
  }

  static let integerTypes: Set<String> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
  ]
}
