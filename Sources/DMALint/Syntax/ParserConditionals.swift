/// Conditional compilation: `#if … #elseif … #else … #endif`.
extension SyntaxParser {
  /// Reads the branches of an `#if`, each with `read`.
  mutating func branches<Element>(
    _ read: (inout SyntaxParser) -> [Element]
  ) -> [ConditionalBranch<Element>] {
    var branches: [ConditionalBranch<Element>] = []
    conditionals += 1
    defer { conditionals -= 1 }
    repeat {
      let condition = condition()
      branches.append(ConditionalBranch(condition: condition, elements: read(&self)))
      skipToBranchEnd()
    } while lexeme == .poundElseif || lexeme == .poundElse
    if lexeme == .poundEndif { move(to: endOfLine(index)) } else { missing("'#endif'") }
    return branches
  }

  /// Takes `#if condition`; the text of the condition, nil for `#else`.
  private mutating func condition() -> String? {
    let isElse = lexeme == .poundElse
    let start = index + 1
    move(to: endOfLine(index))
    guard !isElse else { return nil }
    return start < index ? text(tokens[start].start, previousEnd) : ""
  }

  /// Skips what was not understood in a branch, with a gap.
  mutating func skipToBranchEnd() {
    let start = here
    let before = mark
    while true {
      switch lexeme {
      case .poundElseif, .poundElse, .poundEndif, .end, .rightBrace:
        if !isAt(before) { gap("conditional compilation that is not understood", from: start) }
        return
      case .poundIf: skipConditional()
      default: skipOne()
      }
    }
  }

  /// Skips an `#if` with all its branches.
  mutating func skipConditional() {
    var nesting = 0
    repeat {
      if lexeme == .poundIf { nesting += 1 }
      if lexeme == .poundEndif { nesting -= 1 }
      advance()
    } while nesting > 0 && lexeme != .end
  }

  /// Whether the `#if` here holds nothing but attributes, which belong to the next declaration.
  func atConditionalAttributes() -> Bool {
    var next = index
    var nesting = 0
    var hasAttributes = false
    while next < end {
      switch lexeme(at: next) {
      case .poundIf:
        // Attributes are not nested deeply: looking ahead stays cheap.
        nesting += 1
        guard nesting < 8 else { return false }
        next = endOfLine(next)
      case .poundElseif, .poundElse: next = endOfLine(next)
      case .poundEndif:
        nesting -= 1
        next = endOfLine(next)
        if nesting == 0 { return hasAttributes }
      case .at:
        hasAttributes = true
        next = endOfAttribute(next)
      default: return false
      }
    }
    return false
  }
}
