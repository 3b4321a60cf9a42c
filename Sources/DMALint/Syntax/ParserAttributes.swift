/// Attributes and modifiers.
extension SyntaxParser {
  /// Reads attributes, also those inside `#if`, of which all branches count.
  mutating func attributes() -> [AttributeSyntax] {
    var attributes: [AttributeSyntax] = []
    while true {
      switch lexeme {
      case .at: attributes.append(attribute())
      case .poundIf where atConditionalAttributes(): conditionalAttributes(&attributes)
      default: return attributes
      }
    }
  }

  private mutating func conditionalAttributes(_ attributes: inout [AttributeSyntax]) {
    var nesting = 0
    repeat {
      switch lexeme {
      case .at: attributes.append(attribute())
      case .poundIf:
        nesting += 1
        move(to: endOfLine(index))
      case .poundEndif:
        nesting -= 1
        move(to: endOfLine(index))
      default: move(to: endOfLine(index))
      }
    } while nesting > 0 && lexeme != .end
  }

  private mutating func attribute() -> AttributeSyntax {
    let start = here
    advance()
    skipModuleSelector()
    var name = ""
    if isWord {
      name = currentName
      advance()
    } else {
      missing("the name of an attribute")
    }
    if atLeftAngle { _ = genericArgumentList() }
    while lexeme == .dot, isWord(at: index + 1) {
      advance()
      name += "." + currentName
      advance()
      if atLeftAngle { _ = genericArgumentList() }
    }
    guard lexeme == .leftParen, hasAttributeArguments(at: index, behind: name) else {
      return AttributeSyntax(range: range(from: start), name: name, arguments: [], text: "")
    }
    let (arguments, text) = attributeArguments(name)
    return AttributeSyntax(range: range(from: start), name: name, arguments: arguments, text: text)
  }

  /// Whether the parenthesis at `open` belongs to the attribute: it stands directly behind the name,
  /// or what Swift 5 allowed, where it cannot be a type.
  private func hasAttributeArguments(at open: Int, behind name: String) -> Bool {
    let flags = tokens[open].flags
    if flags.contains(.startsLine) { return false }
    guard flags.contains(.spaceBefore) else { return true }
    switch name {
    case "available", "convention", "objc": return true
    default: break
    }
    let next = closing(open) + 1
    guard next < end, !tokens[next].flags.contains(.startsLine) else { return false }
    switch lexeme(at: next) {
    case .at, .func, .var, .let, .struct, .class, .enum, .protocol, .extension, .public, .private,
      .internal, .static:
      return true
    default: return false
    }
  }

  private mutating func attributeArguments(_ name: String) -> ([Argument], String) {
    let open = index
    let close = closing(open)
    let textStart = tokens[open].end
    let text = close < end ? text(textStart, max(textStart, tokens[close].start)) : ""
    var arguments: [Argument] = []
    if Self.hasExpressions(name) {
      let gapCount = gaps.count
      arguments = parenthesized()
      if gaps.count > gapCount {
        gaps.removeLast(gaps.count - gapCount)
        arguments = []
      }
    }
    move(to: min(close + 1, end))
    return (arguments, text)
  }

  /// Whether the arguments of an attribute are expressions, and not a grammar of their own.
  private static func hasExpressions(_ name: String) -> Bool {
    switch name {
    case "available", "_specialize", "specialize", "specialized", "abi", "objc", "differentiable",
      "derivative", "transpose", "_originallyDefinedIn", "backDeployed", "_backDeploy",
      "_spi_available", "_dynamicReplacement", "_implements", "_lifetime", "lifetime",
      "_documentation", "attached", "freestanding", "convention", "_unavailableFromAsync":
      false
    default: true
    }
  }

  /// The index behind the attribute at `index`.
  func endOfAttribute(_ index: Int) -> Int {
    var next = index + 1
    while isWord(at: next) {
      next += 1
      if isMark(UInt8(ascii: "<"), at: next) { next = endOfAngles(next) }
      guard isMark(UInt8(ascii: "."), at: next) || lexeme(at: next) == .doubleColon else { break }
      next += 1
    }
    guard next > index + 1, isMark(UInt8(ascii: "("), at: next) else { return next }
    // The name is needed for the odd case only.
    let name = tokens[next].flags.contains(.spaceBefore) ? tokens[next - 1] : nil
    let spelling = name.map { text($0.start, $0.end) } ?? ""
    return hasAttributeArguments(at: next, behind: spelling) ? min(closing(next) + 1, end) : next
  }

  /// The index behind the `<…>` at `index`.
  private func endOfAngles(_ index: Int) -> Int {
    var depth = 0
    var next = index
    while next < end {
      let token = tokens[next]
      if token.kind == .operator || token.kind == .punctuation {
        for byte in source[Int(token.start)..<Int(token.end)] {
          if byte == UInt8(ascii: "<") { depth += 1 }
          if byte == UInt8(ascii: ">") { depth -= 1 }
        }
        if lexeme(at: next) == .leftBrace || lexeme(at: next) == .semicolon { return next }
      }
      next += 1
      if depth <= 0 { return next }
    }
    return end
  }

  // MARK: - Modifiers

  /// Reads declaration modifiers, as `Declaration.modifiers` wants them.
  mutating func modifiers() -> [String] {
    var modifiers: [String] = []
    while isModifier(at: index) {
      let word = lexeme
      advance()
      var text = word.rawValue
      if takesDetail(word), hasDetail(at: index) {
        if lexeme(at: index + 1) == .set { text += "(set)" }
        skipOne()
      }
      modifiers.append(text)
    }
    return modifiers
  }

  /// Whether `(set)`, `(unsafe)` or their kin can stand behind a modifier.
  func takesDetail(_ word: Lexeme) -> Bool {
    switch word {
    case .public, .private, .fileprivate, .internal, .package, .open, .nonisolated, .unowned: true
    default: false
    }
  }

  /// Whether the parenthesis at `index` holds the detail of a modifier, and not arguments.
  func hasDetail(at index: Int) -> Bool {
    guard isMark(UInt8(ascii: "("), at: index), isMark(UInt8(ascii: ")"), at: index + 2) else {
      return false
    }
    switch lexeme(at: index + 1) {
    case .set, .unsafe, .safe, .nonsending: return true
    default: return false
    }
  }

  /// Whether the word is a modifier wherever a declaration can start.
  func isModifier(at index: Int) -> Bool {
    switch lexeme(at: index) {
    case .public, .private, .fileprivate, .internal, .package, .open, .static, .final, .override,
      .mutating, .nonmutating, .convenience, .required, .lazy, .weak, .unowned, .dynamic, .optional,
      .indirect, .prefix, .postfix, .infix, .nonisolated, .distributed, .consuming, .borrowing,
      .isolated, .sending, .reasync, .constant, .local, .legacyConsuming, .setterAccess, .async,
      .compilerInitialized:
      true
    case .class: classIsModifier(at: index)
    default: false
    }
  }

  /// `class` is a modifier in front of another word of a declaration: `class func`.
  private func classIsModifier(at index: Int) -> Bool {
    switch lexeme(at: index + 1) {
    case .func, .var, .let, .subscript, .initializer, .typealias, .static, .class, .struct, .enum,
      .public, .private, .fileprivate, .internal:
      true
    case .override, .final, .lazy, .dynamic, .weak, .unowned, .open, .package, .nonisolated,
      .required, .convenience, .mutating, .nonmutating, .distributed:
      // A modifier too, unless it is the name of the class.
      isWord(at: index + 2) && lexeme(at: index + 2) != .where
    default: false
    }
  }
}
