/// What is known of the conditions of `#if`: with the active definitions given, one branch is
/// chosen; without, every branch that is not plainly false counts.
public struct BuildConfiguration: Sendable {
  /// The names that are defined; nil where nobody said.
  public var defines: Set<String>?

  public init(defines: Set<String>? = nil) { self.defines = defines }

  /// The branches that may be compiled, and whether one of them certainly is.
  func active<Element>(
    _ branches: [ConditionalBranch<Element>]
  ) -> (branches: [ConditionalBranch<Element>], isExhaustive: Bool) {
    var active: [ConditionalBranch<Element>] = []
    for branch in branches {
      guard let condition = branch.condition else { return (active + [branch], true) }
      switch value(of: condition) {
      case true?: return (active + [branch], true)
      case false?: continue
      case nil: active.append(branch)
      }
    }
    return (active, false)
  }

  /// The value of a condition; nil where it depends on what nobody said.
  func value(of condition: String) -> Bool? {
    var reader = ConditionReader(text: Array(condition.utf8), defines: defines)
    let value = reader.disjunction()
    return reader.isAtEnd ? value : nil
  }
}

/// Reads the condition of an `#if` with three-valued logic.
private struct ConditionReader {
  let text: [UInt8]
  let defines: Set<String>?
  var index = 0
  var depth = 0

  init(text: [UInt8], defines: Set<String>?) {
    self.text = text
    self.defines = defines
  }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return index >= text.count
    }
  }

  mutating func disjunction() -> Bool? {
    var value = conjunction()
    while take("||") {
      let right = conjunction()
      if value == true || right == true {
        value = true
      } else {
        value = value == nil || right == nil ? nil : false
      }
    }
    return value
  }

  private mutating func conjunction() -> Bool? {
    var value = operand()
    while take("&&") {
      let right = operand()
      if value == false || right == false {
        value = false
      } else {
        value = value == nil || right == nil ? nil : true
      }
    }
    return value
  }

  private mutating func operand() -> Bool? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { return nil }
    if take("!") { return operand().map { !$0 } }
    if take("(") {
      let value = disjunction()
      return take(")") ? value : nil
    }
    let name = word()
    if name.isEmpty {
      index = text.count + 1
      return nil
    }
    if take("(") {
      skipArguments()
      return nil
    }
    switch name {
    case "true", "1": return true
    case "false", "0": return false
    default: return defines.map { $0.contains(name) }
    }
  }

  private mutating func skipSpace() {
    while index < text.count, text[index] <= 0x20 { index += 1 }
  }

  private mutating func take(_ symbol: StaticString) -> Bool {
    skipSpace()
    let length = symbol.utf8CodeUnitCount
    guard index + length <= text.count else { return false }
    for offset in 0..<length where text[index + offset] != symbol.utf8Start[offset] {
      return false
    }
    index += length
    return true
  }

  private mutating func word() -> String {
    skipSpace()
    let start = index
    while index < text.count, isWordByte(text[index]) { index += 1 }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  private mutating func skipArguments() {
    var open = 1
    while index < text.count, open > 0 {
      if text[index] == 0x28 { open += 1 }
      if text[index] == 0x29 { open -= 1 }
      index += 1
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: true
    default: false
    }
  }
}
