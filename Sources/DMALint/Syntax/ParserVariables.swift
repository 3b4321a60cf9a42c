/// Variables and their accessors.
extension SyntaxParser {
  /// `let` or `var` with its bindings.
  mutating func variable(_ place: DeclarationPlace) -> VariableSyntax {
    let isLet = lexeme == .let
    advance()
    var bindings: [VariableSyntax.Binding] = []
    repeat {
      let before = mark
      bindings.append(binding(place, isLet: isLet))
      if isAt(before) { break }
    } while take(.comma)
    return VariableSyntax(isLet: isLet, bindings: bindings)
  }

  private mutating func binding(
    _ place: DeclarationPlace, isLet: Bool
  ) -> VariableSyntax.Binding {
    let start = here
    var binding = VariableSyntax.Binding(
      range: ByteRange(start, start), pattern: bindingPattern(isVariable: !isLet))
    if take(.colon) {
      if atLeftAngle { _ = genericParameters() }
      binding.type = type()
    }
    let hasValue = take(.equal)
    if hasValue {
      switch place {
      case .local: binding.value = expression()
      case .file, .member:
        let first = index
        skipValue()
        if index == first { missing("an expression") } else { binding.valueTokens = first..<index }
      }
    }
    if lexeme == .leftBrace, !hasValue || !startsLine || startsObserver(at: index) {
      binding.accessors = accessors()
    }
    binding.range = range(from: start)
    return binding
  }

  // MARK: - Accessors

  /// Reads `{ get { … } set { … } }`, `{ get set }`, or `{ … }`, which is a getter.
  mutating func accessors() -> [AccessorSyntax] {
    let open = index
    guard startsAccessor(at: open + 1) else {
      guard isMark(UInt8(ascii: "}"), at: open + 1) else { return implicitGetter() }
      advance()
      advance()
      return []
    }
    advance()
    var accessors: [AccessorSyntax] = []
    while lexeme != .rightBrace, lexeme != .end {
      guard startsAccessor(at: index) else { break }
      accessors.append(accessor())
    }
    close(.rightBrace, openedAt: open)
    return accessors
  }

  private mutating func implicitGetter() -> [AccessorSyntax] {
    let start = here
    let body = body()
    return [AccessorSyntax(range: range(from: start), name: "get", modifiers: [], body: body)]
  }

  /// Whether an accessor, with its attributes and modifiers, starts at the token.
  private func startsAccessor(at index: Int) -> Bool {
    var next = index
    while lexeme(at: next) == .at { next = max(endOfAttribute(next), next + 1) }
    while isAccessorModifier(at: next) { next += 1 }
    switch lexeme(at: next) {
    case .get, .set, .willSet, .didSet, .initializer, .legacyRead, .legacyModify, .unsafeAddress,
      .unsafeMutableAddress, .addressWithOwner, .addressWithNativeOwner, .mutableAddressWithOwner,
      .mutableAddressWithNativeOwner:
      return isBehindAccessor(at: next + 1)
    case .borrow, .mutate:
      return isMark(UInt8(ascii: "{"), at: next + 1) || isMark(UInt8(ascii: "}"), at: next + 1)
        || isAccessorName(at: next + 1)
    case .read, .modify: return isCoroutine(at: next + 1)
    default: return false
    }
  }

  /// Whether what follows `read` or `modify` makes an accessor of it, and not a call with a closure.
  private func isCoroutine(at index: Int) -> Bool {
    guard isMark(UInt8(ascii: "{"), at: index) else { return isAccessorName(at: index) }
    return lexeme(at: index + 1) == .yield || isAccessorName(at: closing(index) + 1)
  }

  /// Whether the token can stand behind the name of an accessor, which could be any name otherwise.
  private func isBehindAccessor(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .leftBrace, .rightBrace, .leftParen, .at, .async, .throws, .rethrows, .reasync, .end: true
    default: isAccessorModifier(at: index) || isAccessorName(at: index)
    }
  }

  private func isAccessorName(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .get, .set, .willSet, .didSet, .initializer, .legacyRead, .legacyModify, .unsafeAddress,
      .unsafeMutableAddress, .addressWithOwner, .addressWithNativeOwner, .mutableAddressWithOwner,
      .mutableAddressWithNativeOwner, .read, .modify, .borrow, .mutate:
      true
    default: false
    }
  }

  private func isAccessorModifier(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .mutating, .nonmutating, .consuming, .borrowing, .legacyConsuming, .yielding,
      .nonisolated:
      isWord(at: index + 1) || lexeme(at: index + 1) == .at
    default: false
    }
  }

  private mutating func accessor() -> AccessorSyntax {
    let start = here
    _ = attributes()
    var modifiers: [String] = []
    while isAccessorModifier(at: index) {
      modifiers.append(lexeme.rawValue)
      advance()
    }
    let name = lexeme.rawValue
    advance()
    var parameter: String?
    if lexeme == .leftParen, !startsLine {
      if isWord(at: index + 1) {
        let open = index
        advance()
        parameter = currentName
        advance()
        close(.rightParen, openedAt: open)
      } else {
        skipOne()
      }
    }
    let (isAsync, clause) = effects()
    var accessor = AccessorSyntax(
      range: ByteRange(start, start), name: name, modifiers: modifiers, body: body())
    accessor.parameter = parameter
    accessor.isAsync = isAsync
    accessor.throws = clause
    accessor.range = range(from: start)
    return accessor
  }

  // MARK: - Initial values

  /// Skips an expression without building it, ending where `expression` would end.
  mutating func skipValue() {
    let first = index
    // `if` and `switch` have blocks, which follow anything.
    var hasBlocks = false
    var endOfLiteral = first
    while true {
      switch lexeme {
      case .rightParen, .rightSquare, .rightBrace, .comma, .semicolon, .end: return
      default: break
      }
      if startsLine, startsNextDeclaration { return }
      if index > first, startsLine, !continuesValue(endOfLiteral) { return }
      switch lexeme {
      case .leftBrace where index > first && !hasBlocks && isOperandComplete(at: index - 1):
        // Behind literals, and where observers start, it is a block of accessors.
        if isLiteral(at: index - 1) || index == endOfLiteral || startsObserver(at: index) { return }
        skipOne()
      case .leftSquare:
        var isLiteral = index == first || startsLine || !isOperandComplete(at: index - 1)
        if isLiteral, atInlineArrayType() { isLiteral = false }
        skipOne()
        if isLiteral { endOfLiteral = index }
      case .if, .switch, .do:
        hasBlocks = true
        advance()
      case .dot:
        // A member may be called as a keyword is.
        advance()
        if isWord { advance() }
      case .poundIf: skipConditional()
      case .binaryOperator, .prefixOperator, .postfixOperator:
        if !atLeftAngle || index == first || !isWord(at: index - 1) || !skipGenericArguments() {
          advance()
        }
      case .as, .is:
        advance()
        if lexeme == .question || lexeme == .exclamation { advance() }
        let before = mark
        if !skipType() { reset(to: before) }
      default: skipOne()
      }
    }
  }

  /// Whether a word that no expression holds stands at the start of a line.
  private var startsNextDeclaration: Bool {
    switch lexeme {
    case .let, .var, .func, .struct, .class, .enum, .protocol, .extension, .typealias, .import,
      .static, .deinit, .case:
      !isMark(UInt8(ascii: "."), at: index - 1)
    default: false
    }
  }

  /// Whether the value goes on at the current token, which starts a line.
  private func continuesValue(_ endOfLiteral: Int) -> Bool {
    guard isOperandComplete(at: index - 1) else { return true }
    let isBehindBrace = isMark(UInt8(ascii: "}"), at: index - 1)
    switch lexeme {
    case .binaryOperator, .questionInfix, .arrow, .equal, .as, .is, .throws, .rethrows, .dot,
      .colon:
      return true
    case .async: return peek() == .arrow || peek() == .throws
    case .leftBrace:
      // A trailing closure is not followed by another one without a label.
      return !isLiteral(at: index - 1) && index != endOfLiteral && !isBehindBrace
    case .poundIf: return atConditionalSuffix()
    case .else, .catch: return isBehindBrace
    default:
      // `label: { … }` behind a trailing closure.
      return isBehindBrace && isWord && lexeme != .default && isColon(at: index + 1)
        && isMark(UInt8(ascii: "{"), at: index + 2)
    }
  }

  /// Whether an operand can end with the token, so that a new line behind it ends the value.
  private func isOperandComplete(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .binaryOperator, .prefixOperator, .questionInfix, .equal, .arrow, .addressOf, .dot, .colon,
      .comma, .backslash, .pound, .in, .throws:
      false
    case .try, .await, .repeat, .as, .is:
      // Behind a dot they are names.
      isMark(UInt8(ascii: "."), at: index - 1)
    case .question, .exclamation: lexeme(at: index - 1) != .try && lexeme(at: index - 1) != .as
    default: true
    }
  }

  private func isLiteral(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .integer: !isMark(UInt8(ascii: "."), at: index - 1)
    case .float, .closingQuote, .regex, .true, .false, .nil: true
    default: false
    }
  }
}
