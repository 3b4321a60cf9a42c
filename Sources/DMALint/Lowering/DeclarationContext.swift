/// Where a declaration stands, as far as names depend on it.
struct DeclarationContext: Sendable {
  /// The enclosing type, with its own enclosing types.
  var owner: String? {
    didSet { owners = DeclarationContext.owners(from: owner) }
  }
  /// The enclosing types from the inside out: `A.B`, `A`.
  private(set) var owners: [String] = []
  /// The generic parameters in scope.
  var generics: [String: GenericParameter] = [:]
  /// Whether `self` is the type itself.
  var isStatic = false

  private static func owners(from owner: String?) -> [String] {
    guard var name = owner else { return [] }
    var owners = [name]
    while let dot = name.lastDot {
      name = String(name[..<dot])
      owners.append(name)
    }
    return owners
  }

  func adding(_ parameters: [GenericParameter]) -> DeclarationContext {
    var copy = self
    for parameter in parameters { copy.generics[parameter.name] = parameter }
    return copy
  }
}
