/// A definition's tokens with the macros in them replaced.
struct MacroExpansion {
  private(set) var tokens: [MacroToken] = []
  /// Tokens that may still be made: definitions can grow without bound.
  private var budget: Int

  init(budget: Int) {
    self.budget = budget
  }

  /// Appends the expansion of tokens; false where it cannot be made.
  mutating func expand(
    _ source: [MacroToken], hiding hidden: Set<String>, in table: inout MacroTable
  ) -> Bool {
    guard hidden.count < 48 else { return false }
    var index = 0
    while index < source.count {
      budget -= 1
      guard budget > 0 else { return false }
      let token = source[index]
      index += 1
      guard case .name(let name) = token, !hidden.contains(name),
        let definition = table.definition(of: name)
      else {
        tokens.append(token)
        continue
      }
      var body = definition.body
      if let parameters = definition.parameters {
        guard let arguments = MacroExpansion.arguments(source, &index) else {
          tokens.append(token)
          continue
        }
        body = MacroExpansion.substituted(body, parameters, arguments)
      }
      guard expand(body, hiding: hidden.union([name]), in: &table) else { return false }
    }
    return true
  }

  private static func arguments(_ source: [MacroToken], _ index: inout Int) -> [[MacroToken]]? {
    guard index < source.count, source[index] == .punctuation("(") else { return nil }
    var arguments: [[MacroToken]] = [[]]
    var depth = 0
    var next = index
    while next < source.count {
      let token = source[next]
      next += 1
      if token == .punctuation("(") {
        depth += 1
        if depth == 1 { continue }
      } else if token == .punctuation(")") {
        depth -= 1
        if depth == 0 {
          index = next
          return arguments
        }
      } else if token == .punctuation(","), depth == 1 {
        arguments.append([])
        continue
      }
      arguments[arguments.count - 1].append(token)
    }
    return nil
  }

  private static func substituted(
    _ body: [MacroToken], _ parameters: [String], _ arguments: [[MacroToken]]
  ) -> [MacroToken] {
    var made: [MacroToken] = []
    var pastes = false
    for token in body {
      if token == .punctuation("##") {
        pastes = true
        continue
      }
      var piece = [token]
      if case .name(let name) = token, let position = parameters.firstIndex(of: name) {
        piece = position < arguments.count ? arguments[position] : []
      }
      if pastes, let left = made.last, let right = piece.first {
        made.removeLast()
        made.append(pasted(left, right))
        made += piece.dropFirst()
      } else {
        made += piece
      }
      pastes = false
    }
    return made
  }

  private static func pasted(_ left: MacroToken, _ right: MacroToken) -> MacroToken {
    switch (left, right) {
    case (.name(let a), .name(let b)): return .name(a + b)
    case (.name(let a), .integer(let b)): return .name(a + "\(b.bits)")
    case (.integer(var value), .name(let suffix)):
      // `x##UL`: only suffixes are pasted to numbers.
      let suffix = suffix.lowercased()
      if suffix.contains("u") { value.isSigned = false }
      if suffix.contains("ll") { value.size = 8 }
      return .integer(MacroValue(value.bits, size: value.size, isSigned: value.isSigned))
    case (.name, _), (.integer, _), (.string, _), (.punctuation, _), (.other, _): return .other
    }
  }
}
