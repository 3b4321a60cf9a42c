/// Turns written types into Flow types: names are completed with enclosing types, aliases replaced.
struct TypeLowering {
  let outline: SwiftOutline
  let context: DeclarationContext
  private var depth = 0

  init(outline: SwiftOutline, context: DeclarationContext) {
    self.outline = outline
    self.context = context
  }

  func lower(_ syntax: TypeSyntax) -> FlowType {
    guard depth < 64 else { return .unknown }
    var inner = self
    inner.depth += 1
    switch syntax.kind {
    case .name(let name, let arguments, let base):
      return inner.named(name, arguments.map(inner.lower), base: base)
    case .optional(let wrapped): return FlowType("Optional", [inner.lower(wrapped)])
    case .array(let element): return FlowType("Array", [inner.lower(element)])
    case .dictionary(let key, let value):
      return FlowType("Dictionary", [inner.lower(key), inner.lower(value)])
    case .inlineArray(let count, let element):
      return FlowType("InlineArray", [inner.lower(count), inner.lower(element)])
    case .integer(let value): return FlowType(String(value))
    case .tuple(let elements):
      if elements.count == 1 { return inner.lower(elements[0].type) }
      let isLabelled = elements.contains { $0.label != nil }
      return FlowType(
        "Tuple", elements.map { inner.lower($0.type) },
        labels: isLabelled ? elements.map(\.label) : [])
    case .function(let parameters, _, _, let result):
      return FlowType("Function", parameters.map(inner.lower) + [inner.lower(result)])
    case .modified(_, let type): return inner.lower(type)
    case .suppressed(let type): return FlowType("~" + inner.lower(type).name)
    case .composition(let parts): return FlowType("Composition", parts.map(inner.lower))
    case .metatype(let type): return FlowType("Metatype", [inner.lower(type)])
    case .unknown: return .unknown
    }
  }

  /// A name without arguments, as it stands in an expression.
  func named(_ name: String, _ arguments: [FlowType] = []) -> FlowType {
    named(name, arguments, base: nil)
  }

  private func named(_ name: String, _ arguments: [FlowType], base: TypeSyntax?) -> FlowType {
    if let base {
      let outer = lower(base)
      if outline.modules.contains(outer.name), outline.types[outer.name] == nil {
        return named(name, arguments, base: nil)
      }
      return resolved("\(outer.name).\(name)", arguments)
    }
    if name == "Void" { return FlowType("Tuple") }
    if name == "Self", let owner = context.owner {
      return outline.types[owner]?.keyword == .protocol ? FlowType("Self") : FlowType(owner)
    }
    if context.generics[name] != nil { return FlowType(name) }
    return resolved(outline.typeName(name, in: context.owners) ?? name, arguments)
  }

  private func resolved(_ name: String, _ arguments: [FlowType]) -> FlowType {
    guard outline.types[name] == nil, let alias = outline.aliases[name], depth < 32 else {
      return FlowType(name, arguments)
    }
    var inner = TypeLowering(outline: outline, context: alias.context)
    inner.depth = depth + 8
    let target = inner.lower(alias.type)
    let replacements = Dictionary(
      zip(alias.parameters, arguments), uniquingKeysWith: { first, _ in first })
    return replacements.isEmpty ? target : target.replacing(replacements)
  }
}

extension FlowType {
  /// A type that was not understood.
  static let unknown = FlowType("_")
  static let int = FlowType("Int")
  static let bool = FlowType("Bool")

  var isVoid: Bool { name == "Tuple" && arguments.isEmpty }
  var isOptional: Bool { name == "Optional" }

  /// The type without the optionals around it.
  var unwrapped: FlowType {
    var type = self
    while type.name == "Optional", let wrapped = type.arguments.first { type = wrapped }
    return type
  }

  /// Puts types in the place of generic parameters.
  func replacing(_ replacements: [String: FlowType]) -> FlowType {
    if arguments.isEmpty, let replacement = replacements[name] { return replacement }
    var copy = self
    copy.arguments = arguments.map { $0.replacing(replacements) }
    return copy
  }

  /// Whether one of these names occurs in it.
  func mentions(_ names: Set<String>) -> Bool {
    names.contains(name) || arguments.contains { $0.mentions(names) }
  }
}
