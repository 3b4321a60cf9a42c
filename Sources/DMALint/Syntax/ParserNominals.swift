/// Types and their cases.
extension SyntaxParser {
  /// Reads `struct`, `class`, `enum`, `actor`, `protocol` or `extension` with its members.
  mutating func typeDeclaration(
    _ keyword: TypeDeclarationSyntax.Keyword
  ) -> TypeDeclarationSyntax {
    advance()
    let nameStart = here
    let name: String
    switch keyword {
    case .extension: name = extendedName()
    case .struct, .class, .enum, .actor, .protocol: name = declaredName("a type")
    }
    var declaration = TypeDeclarationSyntax(
      keyword: keyword, name: name, nameRange: range(from: nameStart),
      bodyRange: ByteRange(here, here))
    declaration.genericParameters = genericParameters()
    declaration.inherited = inheritance()
    declaration.requirements = requirements()
    let start = here
    guard lexeme == .leftBrace else {
      missing("'{'")
      declaration.bodyRange = ByteRange(previousEnd, previousEnd)
      return declaration
    }
    advance()
    declaration.members = members()
    if lexeme == .rightBrace { advance() } else { missing("'}'") }
    declaration.bodyRange = range(from: start)
    return declaration
  }

  /// The extended type's name: `Outer.Inner`, without generic arguments.
  private mutating func extendedName() -> String {
    let type = type()
    return Self.name(of: type) ?? text(type.range)
  }

  private static func name(of type: TypeSyntax) -> String? {
    var parts: [String] = []
    var current: TypeSyntax? = type
    while let type = current {
      guard case .name(let name, _, let base) = type.kind else { return nil }
      parts.append(name)
      current = base
    }
    return parts.reversed().joined(separator: ".")
  }

  /// `case a, b(Int), c = 5`
  mutating func enumCases() -> Declaration.Kind {
    advance()
    var cases: [EnumCaseSyntax] = []
    while true {
      let start = here
      let name = declaredName("a case")
      var payload: [ParameterSyntax]?
      if lexeme == .leftParen { payload = parameters(of: .enumCase) }
      var rawValue: Expression?
      if take(.equal) { rawValue = expression() }
      cases.append(
        EnumCaseSyntax(
          range: range(from: start), name: name, payload: payload, rawValue: rawValue))
      guard take(.comma) else { return .enumCase(cases) }
    }
  }
}
