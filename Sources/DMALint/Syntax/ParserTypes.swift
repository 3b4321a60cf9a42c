/// Types, generic parameters and requirements.
extension SyntaxParser {
  /// Reads a type; where none starts, notes a gap and reads nothing.
  mutating func type() -> TypeSyntax {
    guard let outer = descend() else { return typeTooDeep() }
    defer { ascend(outer) }
    let start = here
    let modifiers = typeModifiers()
    let base = here
    var type = composition()
    if atFunctionArrow() { type = functionType(type, from: base) }
    guard !modifiers.isEmpty else { return type }
    return TypeSyntax(range(from: start), .modified(modifiers, type))
  }

  private mutating func typeTooDeep() -> TypeSyntax {
    let start = here
    switch lexeme {
    case .comma, .rightParen, .rightSquare, .rightBrace, .semicolon, .end: break
    default:
      skipOne()
      skipElement()
    }
    gap("nesting too deep", from: start)
    return TypeSyntax(range(from: start), .unknown)
  }

  /// `inout`, `borrowing`, `@escaping`, `@convention(c)`, `nonisolated(nonsending)`, `repeat` …
  private mutating func typeModifiers() -> [String] {
    var modifiers: [String] = []
    while true {
      switch lexeme {
      case .at:
        let start = here
        move(to: max(endOfAttribute(index), index + 1))
        modifiers.append(text(start, previousEnd))
      case .inout, .repeat:
        modifiers.append(lexeme.rawValue)
        advance()
      case .borrowing, .consuming, .sending, .owned, .shared, .isolated, .constant, .each:
        guard startsType(at: index + 1) else { return modifiers }
        modifiers.append(lexeme.rawValue)
        advance()
      case .nonisolated, .dependsOn:
        let hasDetail = isOnSameLine(UInt8(ascii: "("), at: index + 1)
        let hasType = startsType(at: index + 1) && !isMark(UInt8(ascii: "("), at: index + 1)
        guard hasDetail || hasType else { return modifiers }
        let start = here
        advance()
        if hasDetail { skipOne() }
        modifiers.append(text(start, previousEnd))
      default: return modifiers
      }
    }
  }

  /// Whether the token is the mark and does not start a line.
  func isOnSameLine(_ byte: UInt8, at index: Int) -> Bool {
    isMark(byte, at: index) && !tokens[index].flags.contains(.startsLine)
  }

  /// Whether a type can start at the token, which stands behind a modifier.
  func startsType(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .at, .leftParen, .leftSquare, .wildcard, .selfType, .Any, .inout, .repeat: true
    case .prefixOperator: source[Int(tokens[index].start)] == UInt8(ascii: "~")
    default: kind(at: index) == .identifier
    }
  }

  /// `A & B`, `some P`, `any P & Q`
  private mutating func composition() -> TypeSyntax {
    let start = here
    var specifier: Lexeme?
    if lexeme == .some || lexeme == .any, startsType(at: index + 1) {
      specifier = lexeme
      advance()
    }
    var type = simpleType(takesOptional: specifier == nil)
    if atOperator("&") {
      var members = [type]
      while atOperator("&") {
        advance()
        members.append(simpleType(takesOptional: specifier == nil))
      }
      type = TypeSyntax(range(from: type.range.start), .composition(members))
    }
    guard let specifier else { return type }
    type = TypeSyntax(range(from: start), .modified([specifier.rawValue], type))
    while atOptionalMark {
      takeOptionalMark()
      type = TypeSyntax(range(from: start), .optional(type))
    }
    return type
  }

  /// `?` or `!` directly behind a type.
  private var atOptionalMark: Bool {
    if startsLine { return false }
    switch lexeme {
    case .question, .exclamation: return true
    case .postfixOperator, .binaryOperator, .questionInfix:
      guard !hasSpaceBefore else { return false }
      let byte = source[Int(here)]
      return byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
    default: return false
    }
  }

  private mutating func takeOptionalMark() {
    switch lexeme {
    case .question, .exclamation: advance()
    default: takeByte()
    }
  }

  /// A type without modifiers, arrows and `&`.
  mutating func simpleType(takesOptional: Bool = true) -> TypeSyntax {
    let start = here
    if lexeme == .prefixOperator || lexeme == .binaryOperator, atOperator("~") {
      advance()
      let type = simpleType(takesOptional: takesOptional)
      return TypeSyntax(range(from: start), .suppressed(type))
    }
    var type = baseType()
    if case .unknown = type.kind { return type }
    while true {
      if lexeme == .dot, isWord(at: index + 1) {
        advance()
        let isSelected = isModuleSelector
        skipModuleSelector()
        switch lexeme {
        case .metatype where !isSelected, .protocolType where !isSelected:
          advance()
          type = TypeSyntax(range(from: start), .metatype(type))
        default:
          let name = currentName
          advance()
          let arguments = atLeftAngle ? genericArgumentList() : []
          type = TypeSyntax(range(from: start), .name(name, arguments: arguments, base: type))
        }
      } else if atOptionalMark, takesOptional || isMark(UInt8(ascii: "."), at: index + 1) {
        takeOptionalMark()
        type = TypeSyntax(range(from: start), .optional(type))
      } else {
        return type
      }
      if !link(from: start) { type = TypeSyntax(range(from: start), .unknown) }
    }
  }

  private mutating func baseType() -> TypeSyntax {
    let start = here
    switch lexeme {
    case .leftParen:
      let elements = tupleElements()
      if elements.count == 1, elements[0].label == nil, !atFunctionArrow() {
        return TypeSyntax(range(from: start), elements[0].type.kind)
      }
      return TypeSyntax(range(from: start), .tuple(elements))
    case .leftSquare: return collectionType()
    case .integer:
      let value = integerValue(of: tokens[index])
      advance()
      return TypeSyntax(range(from: start), value.map(TypeSyntax.Kind.integer) ?? .unknown)
    case .wildcard where !isModuleSelector:
      advance()
      return TypeSyntax(range(from: start), .name("_", arguments: [], base: nil))
    default: break
    }
    guard isName || lexeme == .selfType || lexeme == .Any || isModuleSelector else {
      missing("a type")
      return TypeSyntax(ByteRange(start, start), .unknown)
    }
    skipModuleSelector()
    let name = currentName
    if isWord { advance() }
    let arguments = atLeftAngle ? genericArgumentList() : []
    return TypeSyntax(range(from: start), .name(name, arguments: arguments, base: nil))
  }

  /// `[T]`, `[K: V]`, `[8 of T]`
  mutating func collectionType() -> TypeSyntax {
    let start = here
    let open = index
    advance()
    let first = genericArgument()
    let kind: TypeSyntax.Kind
    if lexeme == .of, !startsLine {
      advance()
      kind = .inlineArray(count: first, element: genericArgument())
    } else if take(.colon) {
      kind = .dictionary(key: first, value: type())
    } else {
      kind = .array(first)
    }
    close(.rightSquare, openedAt: open)
    return TypeSyntax(range(from: start), kind)
  }

  /// The elements of `(A, label: B, C...)`, the parentheses included.
  private mutating func tupleElements() -> [(label: String?, type: TypeSyntax)] {
    let open = index
    advance()
    var elements: [(label: String?, type: TypeSyntax)] = []
    while lexeme != .rightParen, lexeme != .end {
      let before = mark
      let label = tupleLabel()
      elements.append((label, variadicType()))
      if take(.equal) { _ = expression() }
      guard take(.comma), !isAt(before) else { break }
    }
    close(.rightParen, openedAt: open)
    return elements
  }

  /// `label:`, or `label name:` as in function types.
  private mutating func tupleLabel() -> String? {
    guard isWord else { return nil }
    let label = lexeme == .wildcard ? nil : currentName
    if isColon(at: index + 1) {
      advance()
      advance()
      return label
    }
    guard isWord(at: index + 1), isColon(at: index + 2) else { return nil }
    advance()
    advance()
    advance()
    return label
  }

  /// A type with `...` behind it where it is variadic.
  private mutating func variadicType() -> TypeSyntax {
    let start = here
    let type = type()
    guard atOperator("...") else { return type }
    advance()
    return TypeSyntax(range(from: start), .modified(["..."], type))
  }

  // MARK: - Functions

  private func atFunctionArrow() -> Bool {
    switch lexeme {
    case .arrow: true
    case .throws, .rethrows: isArrowBehindEffects()
    case .async, .reasync: isArrowBehindEffects()
    default: false
    }
  }

  private func isArrowBehindEffects() -> Bool {
    var next = index
    while true {
      switch lexeme(at: next) {
      case .async, .reasync, .rethrows: next += 1
      case .throws:
        next += 1
        if isMark(UInt8(ascii: "("), at: next) { next = closing(next) + 1 }
      case .arrow: return true
      default: return false
      }
    }
  }

  private mutating func functionType(_ parameters: TypeSyntax, from start: UInt32) -> TypeSyntax {
    let list: [TypeSyntax]
    if case .tuple(let elements) = parameters.kind {
      list = elements.map(\.type)
    } else {
      list = [parameters]
    }
    let (isAsync, `throws`) = effects()
    expect(.arrow)
    let result = type()
    return TypeSyntax(
      range(from: start),
      .function(parameters: list, isAsync: isAsync, throws: `throws`, result: result))
  }

  /// `async`, `throws`, `throws(E)`, `rethrows`, in any order.
  mutating func effects() -> (isAsync: Bool, throws: ThrowsSyntax?) {
    var isAsync = false
    var `throws`: ThrowsSyntax?
    while true {
      switch lexeme {
      case .async, .reasync:
        isAsync = true
        advance()
      case .rethrows:
        `throws` = ThrowsSyntax(isRethrows: true)
        advance()
      case .throws: `throws` = throwsClause()
      default: return (isAsync, `throws`)
      }
    }
  }

  /// `throws` or `throws(E)`
  mutating func throwsClause() -> ThrowsSyntax {
    advance()
    guard lexeme == .leftParen, !startsLine else { return ThrowsSyntax() }
    let open = index
    advance()
    let type = type()
    close(.rightParen, openedAt: open)
    return ThrowsSyntax(type: type)
  }

  // MARK: - Generic arguments

  /// `<A, 8>`
  mutating func genericArgumentList() -> [TypeSyntax] {
    takeByte()
    var arguments: [TypeSyntax] = []
    while !atRightAngle, lexeme != .end {
      let before = mark
      arguments.append(genericArgument())
      guard take(.comma), !isAt(before) else { break }
    }
    if atRightAngle { takeByte() } else { missing("'>'") }
    return arguments
  }

  /// A type, or an integer with its sign.
  private mutating func genericArgument() -> TypeSyntax {
    let start = here
    guard atOperator("-"), lexeme(at: index + 1) == .integer else { return type() }
    advance()
    let value = integerValue(of: tokens[index])
    advance()
    return TypeSyntax(
      range(from: start), value.map { .integer(0 &- $0) } ?? TypeSyntax.Kind.unknown)
  }

  /// `<T: P, let N: Int, each U>`
  mutating func genericParameters() -> [GenericParameterSyntax] {
    guard atLeftAngle else { return [] }
    takeByte()
    var parameters: [GenericParameterSyntax] = []
    while !atRightAngle, lexeme != .end {
      let before = mark
      _ = attributes()
      let isValue = take(.let)
      if lexeme == .each, isWord(at: index + 1) { advance() }
      let name = currentName
      if isName || lexeme == .selfType { advance() } else { missing("a generic parameter") }
      if lexeme == .dot, atOperator("...") { advance() }
      var constraint: TypeSyntax?
      if take(.colon) { constraint = type() }
      parameters.append(
        GenericParameterSyntax(name: name, constraint: constraint, isValue: isValue))
      guard take(.comma), !isAt(before) else { break }
    }
    // Requirements inside the angle brackets are Swift 2, which no compiler accepts any more.
    _ = requirements()
    if atRightAngle { takeByte() } else { missing("'>'") }
    return parameters
  }

  /// Whether the name is one of the layouts that the standard library constrains types by.
  private static func isLayout(_ name: String) -> Bool {
    switch name {
    case "_Trivial", "_TrivialAtMost", "_TrivialStride", "_UnknownLayout", "_RefCountedObject",
      "_NativeRefCountedObject", "_Class", "_NativeClass", "_BridgeObject", "_BitwiseCopyable":
      true
    default: false
    }
  }

  /// `where T: P, T.Element == U`
  mutating func requirements() -> [RequirementSyntax] {
    guard take(.where) else { return [] }
    var requirements: [RequirementSyntax] = []
    while true {
      let before = mark
      let subject = genericArgument()
      if take(.colon) {
        let isLayout = Self.isLayout(currentText)
        let type = type()
        if isLayout, lexeme == .leftParen { skipOne() }
        requirements.append(
          RequirementSyntax(subject: subject, kind: isLayout ? .layout : .conforms, type: type))
      } else if atOperator("==") || lexeme == .equal {
        advance()
        requirements.append(
          RequirementSyntax(subject: subject, kind: .equals, type: genericArgument()))
      } else {
        missing("':' or '=='")
      }
      guard take(.comma), !isAt(before) else { return requirements }
      if lexeme == .leftBrace { return requirements }
    }
  }
}
