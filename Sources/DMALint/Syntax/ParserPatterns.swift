/// Patterns: what `let`, `case`, `for` and `catch` match.
extension SyntaxParser {
  /// What a lone name means in a pattern.
  enum PatternBinding {
    /// It refers to something.
    case reference
    /// It binds a constant or variable: under `let` or `var`.
    case constant, variable
  }

  /// Reads a pattern that always matches, as `let`, `var` and `for` have: names, tuples, `_`.
  mutating func bindingPattern(isVariable: Bool) -> Pattern {
    guard let outer = descend() else { return patternTooDeep() }
    defer { ascend(outer) }
    let start = here
    switch lexeme {
    case .wildcard:
      advance()
      return Pattern(range(from: start), .wildcard)
    case .leftParen:
      let open = index
      advance()
      var elements: [(label: String?, pattern: Pattern)] = []
      while lexeme != .rightParen, lexeme != .end {
        let before = mark
        let label = patternLabel()
        elements.append((label, bindingPattern(isVariable: isVariable)))
        guard take(.comma), !isAt(before) else { break }
      }
      close(.rightParen, openedAt: open)
      return Pattern(range(from: start), .tuple(elements))
    case .let, .var, .inout:
      let isVariable = lexeme != .let
      advance()
      return bindingPattern(isVariable: isVariable)
    default:
      guard isName || lexeme == .selfValue || lexeme == .dollar else {
        missing("a name")
        return Pattern(ByteRange(start, start), .wildcard)
      }
      let name = currentName
      advance()
      return Pattern(range(from: start), .binding(name, isVariable: isVariable))
    }
  }

  private mutating func patternTooDeep() -> Pattern {
    let start = here
    skipOne()
    skipElement()
    gap("nesting too deep", from: start)
    return Pattern(range(from: start), .wildcard)
  }

  private mutating func patternLabel() -> String? {
    guard isWord, isColon(at: index + 1) else { return nil }
    let label = lexeme == .wildcard ? nil : currentName
    advance()
    advance()
    return label
  }

  /// Reads a pattern that may fail to match, as `case` and `catch` have.
  mutating func matchingPattern(_ binding: PatternBinding = .reference) -> Pattern {
    guard let outer = descend() else { return patternTooDeep() }
    defer { ascend(outer) }
    let start = here
    switch lexeme {
    case .is:
      advance()
      let type = type()
      return Pattern(range(from: start), .is(type))
    case .let, .var, .inout:
      let isVariable = lexeme != .let
      advance()
      return matchingPattern(isVariable ? .variable : .constant)
    case .borrowing where isName(at: index + 1):
      advance()
      return matchingPattern(.constant)
    default: break
    }
    guard let extent = extentOfPurePattern(binding) else {
      let value = expression(.pattern)
      return Pattern(value.range, .expression(value))
    }
    var pattern = purePattern(binding, extent)
    while lexeme == .question {
      advance()
      pattern = Pattern(range(from: start), .some(pattern))
      if !link(from: start) { pattern = Pattern(range(from: start), .wildcard) }
    }
    if lexeme == .as {
      advance()
      let type = type()
      pattern = Pattern(range(from: start), .cast(pattern, type))
    }
    return pattern
  }

  private func isName(at index: Int) -> Bool {
    kind(at: index) == .identifier && !tokens[index].flags.contains(.startsLine)
  }

  // MARK: - Patterns that are no expressions

  /// How far the fixed part of a pattern reaches, found by looking ahead.
  private enum PatternExtent {
    case wildcard, name, tuple
    /// `Type.name` or `.name`: the index of the name.
    case enumCase(name: Int)
  }

  /// Tells `_`, a binding, a tuple and an enum case from an expression; nil for the latter.
  private mutating func extentOfPurePattern(_ binding: PatternBinding) -> PatternExtent? {
    let extent: PatternExtent
    var next: Int
    switch lexeme {
    case .wildcard:
      guard !isModuleSelector else { return nil }
      extent = .wildcard
      next = index + 1
    case .leftParen:
      extent = .tuple
      next = closing(index) + 1
    case .dot:
      guard isWord(at: index + 1) else { return nil }
      extent = .enumCase(name: index + 1)
      next = endOfPayload(index + 2)
    default:
      guard isName || lexeme == .selfType || lexeme == .selfValue else { return nil }
      guard let name = lastNameOfPath(binding) else {
        guard binds(binding) else { return nil }
        extent = .name
        next = index + 1
        break
      }
      extent = .enumCase(name: name)
      next = endOfPayload(name + 1)
    }
    while lexeme(at: next) == .question { next += 1 }
    return continuesExpression(at: next) ? nil : extent
  }

  private func binds(_ binding: PatternBinding) -> Bool {
    switch binding {
    case .reference: false
    case .constant, .variable: lexeme != .selfType
    }
  }

  /// The index behind `(payload)`, where there is one.
  private func endOfPayload(_ index: Int) -> Int {
    guard isMark(UInt8(ascii: "("), at: index), !tokens[index].flags.contains(.startsLine) else {
      return index
    }
    return min(closing(index) + 1, end)
  }

  /// The last name of `A.B<C>.name`, nil for a single name. Unless its payload binds something, only
  /// a type's member, by its capital, is taken for an enum case; others are values to compare with.
  private mutating func lastNameOfPath(_ binding: PatternBinding) -> Int? {
    guard lexeme != .selfValue else { return nil }
    let start = mark
    defer { reset(to: start) }
    var isType = lexeme == .selfType || startsWithCapital(index)
    skipModuleSelector()
    if isWord { advance() }
    var name: Int?
    while true {
      if atLeftAngle {
        guard atGenericArguments() else { break }
        _ = genericArgumentsSkipped()
      }
      guard lexeme == .dot, isWord(at: index + 1) else { break }
      if let name { isType = isType || startsWithCapital(name) }
      name = index + 1
      advance()
      advance()
    }
    let hasPayload = lexeme == .leftParen && !startsLine
    let bindsPayload = hasPayload && (binds(binding) || bindsSomething(in: index))
    guard let name else { return bindsPayload ? start.index : nil }
    return isType || bindsPayload ? name : nil
  }

  private mutating func genericArgumentsSkipped() -> Bool {
    let gapCount = gaps.count
    _ = genericArgumentList()
    gaps.removeLast(gaps.count - gapCount)
    return true
  }

  private func startsWithCapital(_ index: Int) -> Bool {
    guard index < end else { return false }
    let byte = source[Int(tokens[index].start)]
    return byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  /// Whether `let` or `var` stands between the parentheses at `open`.
  private func bindsSomething(in open: Int) -> Bool {
    let close = closing(open)
    var next = open + 1
    while next < close {
      switch lexeme(at: next) {
      case .let, .var: if !isMark(UInt8(ascii: "."), at: next - 1) { return true }
      case .leftBrace: next = closing(next)
      default: break
      }
      next += 1
    }
    return false
  }

  /// Whether the token makes what stands before it a part of an expression.
  private func continuesExpression(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .binaryOperator, .postfixOperator, .questionInfix, .dot, .exclamation, .arrow: true
    case .is: true
    case .leftParen, .leftSquare: !tokens[index].flags.contains(.startsLine)
    default: false
    }
  }

  private mutating func purePattern(_ binding: PatternBinding, _ extent: PatternExtent) -> Pattern {
    let start = here
    switch extent {
    case .wildcard:
      advance()
      return Pattern(range(from: start), .wildcard)
    case .name:
      let name = currentName
      advance()
      let isVariable =
        switch binding {
        case .reference, .constant: false
        case .variable: true
        }
      return Pattern(range(from: start), .binding(name, isVariable: isVariable))
    case .tuple: return Pattern(range(from: start), .tuple(payload(binding)))
    case .enumCase(let name):
      let type = name > index ? typeOfCase(before: name) : nil
      move(to: name)
      let text = currentName
      advance()
      _ = argumentLabels()
      let payload = lexeme == .leftParen && !startsLine ? payload(binding) : nil
      return Pattern(range(from: start), .enumCase(type: type, name: text, payload: payload))
    }
  }

  /// The type in front of the case's name; nil where there is only a dot.
  private mutating func typeOfCase(before name: Int) -> TypeSyntax? {
    guard lexeme != .dot else { return nil }
    let start = here
    skipModuleSelector()
    var type: TypeSyntax?
    while index < name {
      if lexeme == .dot { advance() }
      guard index < name else { break }
      let member = currentName
      let before = mark
      advance()
      let arguments = atLeftAngle ? genericArgumentList() : []
      type = TypeSyntax(range(from: start), .name(member, arguments: arguments, base: type))
      if isAt(before) { break }
    }
    return type
  }

  /// `(pattern, label: pattern)`
  private mutating func payload(
    _ binding: PatternBinding
  ) -> [(label: String?, pattern: Pattern)] {
    let open = index
    advance()
    var elements: [(label: String?, pattern: Pattern)] = []
    while lexeme != .rightParen, lexeme != .end {
      let before = mark
      let label = patternLabel()
      elements.append((label, matchingPattern(binding)))
      guard take(.comma), !isAt(before) else { break }
    }
    close(.rightParen, openedAt: open)
    return elements
  }
}
