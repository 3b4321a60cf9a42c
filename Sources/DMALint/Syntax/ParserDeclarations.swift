/// Where a declaration stands; initial values outside of bodies are left for later.
enum DeclarationPlace {
  case file, member, local
}

/// Declarations: the pass over a whole file, members, and what introduces a declaration.
extension SyntaxParser {
  /// Reads the whole file.
  mutating func file() -> SwiftFile {
    let statements = statements(.file)
    var declarations: [Declaration] = []
    for statement in statements { Self.collect(statement, into: &declarations) }
    return SwiftFile(
      declarations: declarations, topLevel: statements, gaps: gaps, operators: operators)
  }

  /// The declarations among statements, those in `#if` included.
  private static func collect(_ statement: Statement, into declarations: inout [Declaration]) {
    if case .declaration(let declaration) = statement.kind {
      declarations.append(declaration)
      return
    }
    guard case .conditional(let branches) = statement.kind else { return }
    let collected = branches.map { branch in
      var inner: [Declaration] = []
      for statement in branch.elements { collect(statement, into: &inner) }
      return ConditionalBranch(condition: branch.condition, elements: inner)
    }
    guard collected.contains(where: { !$0.elements.isEmpty }) else { return }
    declarations.append(Declaration(statement.range, .conditional(collected)))
  }

  /// Reads the members of a type up to its closing brace.
  mutating func members() -> [Declaration] {
    var members: [Declaration] = []
    while lexeme != .rightBrace, lexeme != .end {
      switch lexeme {
      case .semicolon:
        advance()
        continue
      case .directive:
        move(to: endOfLine(index))
        continue
      case .poundElseif, .poundElse, .poundEndif:
        if conditionals > 0 { return members }
      default: break
      }
      let before = mark
      let gapCount = gaps.count
      let member = member()
      guard isAt(before) else {
        if let member { members.append(member) }
        continue
      }
      gaps.removeLast(gaps.count - gapCount)
      let start = here
      repeat { skipOne() } while !startsMember
      gap("a member that is not understood", from: start)
    }
    return members
  }

  /// Whether reading members can go on here: at the end, or at a declaration on a line of its own.
  private var startsMember: Bool {
    switch lexeme {
    case .rightBrace, .end, .semicolon, .poundIf, .poundElseif, .poundElse, .poundEndif: true
    case .at: startsLine
    default: startsLine && (isModifier(at: index) || isIntroducer(at: index))
    }
  }

  private mutating func member() -> Declaration? {
    guard let outer = descend() else {
      let start = here
      while lexeme != .rightBrace, lexeme != .end { skipOne() }
      gap("nesting too deep", from: start)
      return nil
    }
    defer { ascend(outer) }
    let start = here
    if lexeme == .poundIf, !atConditionalAttributes() {
      let branches = branches { $0.members() }
      return Declaration(range(from: start), .conditional(branches))
    }
    return declaration(.member)
  }

  // MARK: - What introduces a declaration

  /// Whether the word introduces a declaration, given that one can stand here.
  private func isIntroducer(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .import, .class, .struct, .enum, .protocol, .extension, .func, .initializer, .deinit,
      .subscript, .var, .let, .case, .typealias, .associatedtype, .operator, .precedencegroup,
      .pound:
      true
    case .actor, .macro: kind(at: index + 1) == .identifier
    default: false
    }
  }

  /// Whether a declaration starts here, where statements can start as well.
  mutating func startsDeclaration(_ place: DeclarationPlace) -> Bool {
    switch lexeme {
    case .let, .var, .func, .struct, .class, .enum, .protocol, .extension, .typealias, .import,
      .operator, .precedencegroup, .associatedtype, .subscript, .deinit:
      return true
    case .initializer:
      switch place {
      case .file, .member: return true
      case .local: return startsInitializer
      }
    case .at, .poundIf: return true
    case .actor, .macro:
      return kind(at: index) == .identifier && kind(at: index + 1) == .identifier
        && !tokens[index + 1].flags.contains(.startsLine)
    case .using: return startsUsing
    default: break
    }
    guard isModifier(at: index) else { return false }
    var next = index
    while isModifier(at: next) {
      let word = lexeme(at: next)
      next += 1
      // `open(set)` is taken for a call, as the compiler does.
      if word != .open, takesDetail(word), hasDetail(at: next) { next += 3 }
    }
    switch lexeme(at: next) {
    case .let, .var, .func, .struct, .class, .enum, .protocol, .extension, .typealias, .import,
      .operator, .precedencegroup, .associatedtype, .subscript, .initializer, .deinit, .pound:
      return true
    case .actor, .macro: return kind(at: next + 1) == .identifier
    case .case:
      switch place {
      case .member: return true
      case .file, .local: return false
      }
    default: return false
    }
  }

  /// Whether `init` is declared and not called.
  private var startsInitializer: Bool {
    switch lexeme(at: index + 1) {
    case .question, .exclamation: return true
    case .leftParen: break
    default: return isMark(UInt8(ascii: "<"), at: index + 1)
    }
    switch lexeme(at: closing(index + 1) + 1) {
    case .leftBrace, .arrow, .async, .throws, .rethrows, .where: return true
    default: return false
    }
  }

  /// `using @MainActor`, `using nonisolated`
  private var startsUsing: Bool {
    guard index + 1 < end, kind(at: index) == .identifier else { return false }
    let next = tokens[index + 1]
    return !next.flags.contains(.startsLine)
      && (next.kind == .attribute || next.kind == .identifier)
  }

  // MARK: - Declarations

  /// Reads a declaration with its attributes and modifiers.
  mutating func declaration(_ place: DeclarationPlace) -> Declaration {
    let start = here
    let attributes = attributes()
    let modifiers = modifiers()
    let kind = declarationKind(place, modifiers: modifiers)
    return Declaration(range(from: start), attributes: attributes, modifiers: modifiers, kind)
  }

  private mutating func declarationKind(
    _ place: DeclarationPlace, modifiers: [String]
  ) -> Declaration.Kind {
    switch lexeme {
    case .let, .var: return .variable(variable(place))
    case .func: return .function(function())
    case .initializer: return initializer()
    case .deinit:
      advance()
      _ = effects()
      return .deinitializer(body())
    case .subscript: return .subscript(subscriptDeclaration())
    case .struct: return .type(typeDeclaration(.struct))
    case .class: return .type(typeDeclaration(.class))
    case .enum: return .type(typeDeclaration(.enum))
    case .protocol: return .type(typeDeclaration(.protocol))
    case .extension: return .type(typeDeclaration(.extension))
    case .actor where kind(at: index + 1) == .identifier: return .type(typeDeclaration(.actor))
    case .case: return enumCases()
    case .typealias: return typeAlias()
    case .associatedtype: return associatedType()
    case .import: return importDeclaration()
    case .operator: return operatorDeclaration(modifiers: modifiers)
    case .precedencegroup: return precedenceGroup()
    case .macro where kind(at: index + 1) == .identifier: return macroDeclaration()
    case .pound:
      let value = expression()
      if case .macro(let name, _) = value.kind { return .other("#" + name) }
      return .other("#")
    case .using where startsUsing:
      advance()
      if lexeme == .at { _ = self.attributes() } else { advance() }
      return .other("using")
    default:
      missing("a declaration")
      return .other("")
    }
  }

  // MARK: - Names of other things

  private mutating func importDeclaration() -> Declaration.Kind {
    advance()
    switch lexeme {
    case .typealias, .struct, .class, .enum, .protocol, .var, .let, .func:
      if isWord(at: index + 1) || lexeme(at: index + 1) == .doubleColon { advance() }
    default: break
    }
    var path: [String] = []
    while true {
      guard isWord || kind(at: index) == .operator else {
        missing("the name of a module")
        break
      }
      path.append(currentName)
      advance()
      if lexeme == .dot || lexeme == .doubleColon { advance() } else { break }
    }
    return .import(path: path)
  }

  private mutating func typeAlias() -> Declaration.Kind {
    advance()
    let name = declaredName("a type alias")
    _ = genericParameters()
    var type: TypeSyntax?
    if take(.equal) { type = self.type() } else { missing("'='") }
    _ = requirements()
    return .typealias(name, type)
  }

  private mutating func associatedType() -> Declaration.Kind {
    advance()
    let name = declaredName("an associated type")
    let inherited = inheritance()
    var type: TypeSyntax?
    if take(.equal) { type = self.type() }
    _ = requirements()
    return .associatedType(name, inherited: inherited, default: type)
  }

  mutating func declaredName(_ what: String) -> String {
    let name = currentName
    guard isWord, !startsLine || isName else {
      missing("the name of \(what)")
      return ""
    }
    advance()
    return name
  }

  /// `: A, B & C, ~Copyable`
  mutating func inheritance() -> [TypeSyntax] {
    guard take(.colon) else { return [] }
    var inherited: [TypeSyntax] = []
    while true {
      let before = mark
      if lexeme == .class {
        let start = here
        advance()
        inherited.append(
          TypeSyntax(range(from: start), .name("AnyObject", arguments: [], base: nil)))
      } else {
        inherited.append(type())
      }
      guard take(.comma), !isAt(before) else { return inherited }
      if lexeme == .leftBrace { return inherited }
    }
  }

  // MARK: - Operators

  /// `infix operator +++ : Group`
  private mutating func operatorDeclaration(modifiers: [String]) -> Declaration.Kind {
    advance()
    let name = operatorName()
    var group: String?
    if take(.colon) {
      group = currentName
      if isWord { advance() }
      // Types that once were searched first.
      while take(.comma) { advance() }
    }
    if lexeme == .leftBrace { skipOne() }
    if modifiers.contains("infix"), !name.isEmpty {
      operators.declare(operator: name, group: group)
    }
    return .other("operator")
  }

  private mutating func operatorName() -> String {
    guard kind(at: index) == .operator || kind(at: index) == .punctuation, lexeme != .leftBrace
    else {
      missing("an operator")
      return ""
    }
    let name = currentText
    advance()
    return name
  }

  /// `precedencegroup Name { higherThan: A associativity: left }`
  private mutating func precedenceGroup() -> Declaration.Kind {
    advance()
    let name = declaredName("a precedence group")
    var group = OperatorTable.Group()
    let open = index
    guard take(.leftBrace) else {
      missing("'{'")
      return .other("precedencegroup")
    }
    while lexeme != .rightBrace, lexeme != .end {
      let attribute = lexeme
      let before = mark
      if isWord { advance() }
      guard take(.colon) else {
        missing("':'")
        break
      }
      switch attribute {
      case .higherThan: group.higherThan += groupNames()
      case .lowerThan: group.lowerThan += groupNames()
      case .associativity:
        group.associativity = lexeme == .left ? .left : lexeme == .right ? .right : .none
        advance()
      case .assignment:
        group.isAssignment = lexeme == .true
        advance()
      default: advance()
      }
      if isAt(before) { break }
    }
    close(.rightBrace, openedAt: open)
    operators.declare(group: name, group)
    return .other("precedencegroup")
  }

  private mutating func groupNames() -> [String] {
    var names: [String] = []
    while isWord {
      names.append(currentName)
      advance()
      while lexeme == .dot || lexeme == .doubleColon, isWord(at: index + 1) {
        advance()
        names[names.count - 1] = currentName
        advance()
      }
      guard take(.comma) else { break }
    }
    return names
  }

  // MARK: - Macros

  /// `macro name<T>(parameters) -> T = definition`
  private mutating func macroDeclaration() -> Declaration.Kind {
    advance()
    _ = declaredName("a macro")
    _ = genericParameters()
    if lexeme == .leftParen { _ = parameters(of: .function) }
    _ = effects()
    if take(.arrow) { _ = type() }
    _ = requirements()
    if take(.equal) { _ = expression() }
    _ = requirements()
    return .other("macro")
  }
}
