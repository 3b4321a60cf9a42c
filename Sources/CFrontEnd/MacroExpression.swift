/// An integer constant expression of C over tokens whose macros are expanded.
struct MacroExpression {
  private let tokens: [MacroToken]
  private let wordSize: UInt32
  private let constants: [String: Int64]
  private var index = 0
  private var depth = 0

  private static let deepest = 64

  init(tokens: [MacroToken], wordSize: UInt32, constants: [String: Int64]) {
    self.tokens = tokens
    self.wordSize = wordSize
    self.constants = constants
  }

  /// The value of a text without macros, such as an attribute's argument.
  static func value(of text: String, wordSize: UInt32 = 4) -> Int64? {
    var lexer = MacroLexer(bytes: Array(text.utf8), offset: 0)
    var expression = MacroExpression(tokens: lexer.rest(), wordSize: wordSize, constants: [:])
    return expression.value()
  }

  /// Nil where the tokens are no such expression.
  mutating func value() -> Int64? {
    guard let value = conditional(), index == tokens.count else { return nil }
    return value.bits
  }

  private mutating func take(_ spelling: String) -> Bool {
    guard index < tokens.count, tokens[index] == .punctuation(spelling) else { return false }
    index += 1
    return true
  }

  private mutating func conditional() -> MacroValue? {
    guard let condition = binary(minimum: 1) else { return nil }
    guard take("?") else { return condition }
    guard let first = conditional(), take(":"), let second = conditional() else { return nil }
    return condition.bits != 0 ? first : second
  }

  private static func precedence(_ spelling: String) -> Int? {
    switch spelling {
    case "||": 1
    case "&&": 2
    case "|": 3
    case "^": 4
    case "&": 5
    case "==", "!=": 6
    case "<", ">", "<=", ">=": 7
    case "<<", ">>": 8
    case "+", "-": 9
    case "*", "/", "%": 10
    default: nil
    }
  }

  private mutating func binary(minimum: Int) -> MacroValue? {
    guard var left = unary() else { return nil }
    while index < tokens.count, case .punctuation(let spelling) = tokens[index],
      let precedence = MacroExpression.precedence(spelling), precedence >= minimum
    {
      index += 1
      guard let right = binary(minimum: precedence + 1),
        let value = MacroExpression.apply(spelling, left, right)
      else { return nil }
      left = value
    }
    return left
  }

  static func apply(_ spelling: String, _ a: MacroValue, _ b: MacroValue) -> MacroValue? {
    // Shifts have the type of their left side, the others the common one.
    let size = max(a.size, b.size)
    let isSigned =
      (a.isSigned || a.size < size) && (b.isSigned || b.size < size)
    guard
      let bits = ConstantFolding.binary(
        spelling, CTypeFacts.wrapped(a.bits, size: size, isSigned: isSigned),
        spelling == "<<" || spelling == ">>"
          ? b.bits : CTypeFacts.wrapped(b.bits, size: size, isSigned: isSigned),
        size: spelling == "<<" || spelling == ">>" ? a.size : size,
        isSigned: spelling == "<<" || spelling == ">>" ? a.isSigned : isSigned)
    else { return nil }
    switch spelling {
    case "<<", ">>": return MacroValue(bits, size: a.size, isSigned: a.isSigned)
    case "==", "!=", "<", ">", "<=", ">=", "&&", "||": return MacroValue(bits)
    default: return MacroValue(bits, size: size, isSigned: isSigned)
    }
  }

  private mutating func unary() -> MacroValue? {
    depth += 1
    defer { depth -= 1 }
    guard depth < MacroExpression.deepest, index < tokens.count else { return nil }
    let token = tokens[index]
    index += 1
    switch token {
    case .integer(let value): return value
    case .string, .other: return nil
    case .name(let name):
      if name == "sizeof" {
        guard take("("), let type = type(), take(")") else { return nil }
        return MacroValue(Int64(type.size), size: wordSize, isSigned: false)
      }
      return constants[name].map { value in
        MacroValue(value, size: value == Int64(Int32(truncatingIfNeeded: value)) ? 4 : 8)
      }
    case .punctuation(let spelling): return prefixed(spelling)
    }
  }

  private mutating func prefixed(_ spelling: String) -> MacroValue? {
    switch spelling {
    case "+": return unary()
    case "-":
      return unary().map { MacroValue(0 &- $0.bits, size: $0.size, isSigned: $0.isSigned) }
    case "~": return unary().map { MacroValue(~$0.bits, size: $0.size, isSigned: $0.isSigned) }
    case "!": return unary().map { MacroValue($0.bits == 0 ? 1 : 0) }
    case "(":
      let start = index
      if let type = type(), take(")"), let operand = unary() {
        guard type.isKnown else { return operand }
        return MacroValue(operand.bits, size: type.size, isSigned: type.isSigned)
      }
      index = start
      guard let value = conditional(), take(")") else { return nil }
      return value
    default: return nil
    }
  }

  private struct NamedType {
    var size: UInt32
    var isSigned: Bool
    /// A type of the program's own keeps the value as it is.
    var isKnown = true
  }

  /// A type's name; an unknown name is taken for one, since expressions have no unknown names.
  private mutating func type() -> NamedType? {
    var words: [String] = []
    while index < tokens.count, case .name(let word) = tokens[index], constants[word] == nil {
      words.append(word)
      index += 1
    }
    guard !words.isEmpty else { return nil }
    var isPointer = false
    while index < tokens.count {
      if take("*") {
        isPointer = true
      } else if tokens[index] == .name("const") || tokens[index] == .name("volatile") {
        index += 1
      } else {
        break
      }
    }
    if isPointer { return NamedType(size: wordSize, isSigned: false) }
    words.removeAll { ["const", "volatile", "__IO", "int"].contains($0) }
    let isUnsigned = words.contains("unsigned")
    words.removeAll { $0 == "unsigned" || $0 == "signed" }
    switch words {
    case []: return NamedType(size: 4, isSigned: !isUnsigned)
    case ["char"]: return NamedType(size: 1, isSigned: !isUnsigned)
    case ["short"]: return NamedType(size: 2, isSigned: !isUnsigned)
    case ["long"]: return NamedType(size: wordSize, isSigned: !isUnsigned)
    case ["long", "long"]: return NamedType(size: 8, isSigned: !isUnsigned)
    case ["uint8_t"], ["bool"], ["_Bool"]: return NamedType(size: 1, isSigned: false)
    case ["int8_t"]: return NamedType(size: 1, isSigned: true)
    case ["uint16_t"]: return NamedType(size: 2, isSigned: false)
    case ["int16_t"]: return NamedType(size: 2, isSigned: true)
    case ["uint32_t"]: return NamedType(size: 4, isSigned: false)
    case ["int32_t"]: return NamedType(size: 4, isSigned: true)
    case ["uint64_t"]: return NamedType(size: 8, isSigned: false)
    case ["int64_t"]: return NamedType(size: 8, isSigned: true)
    case ["size_t"], ["uintptr_t"]: return NamedType(size: wordSize, isSigned: false)
    case ["ptrdiff_t"], ["intptr_t"]: return NamedType(size: wordSize, isSigned: true)
    default: return NamedType(size: 4, isSigned: true, isKnown: false)
    }
  }
}

/// What C's operators make of constants.
enum ConstantFolding {
  /// Nil where the result is not defined. The result is cut to the size given.
  static func binary(
    _ spelling: String, _ a: Int64, _ b: Int64, size: UInt32, isSigned: Bool
  ) -> Int64? {
    func wrapped(_ value: Int64) -> Int64 {
      CTypeFacts.wrapped(value, size: size, isSigned: isSigned)
    }
    let unsigned = (UInt64(bitPattern: a), UInt64(bitPattern: b))
    switch spelling {
    case "+": return wrapped(a &+ b)
    case "-": return wrapped(a &- b)
    case "*": return wrapped(a &* b)
    case "/":
      guard b != 0 else { return nil }
      return isSigned
        ? wrapped(a.dividedReportingOverflow(by: b).partialValue)
        : Int64(bitPattern: unsigned.0 / unsigned.1)
    case "%":
      guard b != 0 else { return nil }
      return isSigned
        ? wrapped(a.remainderReportingOverflow(dividingBy: b).partialValue)
        : Int64(bitPattern: unsigned.0 % unsigned.1)
    case "&": return wrapped(a & b)
    case "|": return wrapped(a | b)
    case "^": return wrapped(a ^ b)
    case "<<", ">>":
      guard b >= 0, b < Int64(size) * 8 else { return nil }
      if spelling == "<<" { return wrapped(a << b) }
      return isSigned ? wrapped(a >> b) : Int64(bitPattern: unsigned.0 >> UInt64(b))
    case "==": return a == b ? 1 : 0
    case "!=": return a != b ? 1 : 0
    case "<": return (isSigned ? a < b : unsigned.0 < unsigned.1) ? 1 : 0
    case ">": return (isSigned ? a > b : unsigned.0 > unsigned.1) ? 1 : 0
    case "<=": return (isSigned ? a <= b : unsigned.0 <= unsigned.1) ? 1 : 0
    case ">=": return (isSigned ? a >= b : unsigned.0 >= unsigned.1) ? 1 : 0
    case "&&": return a != 0 && b != 0 ? 1 : 0
    case "||": return a != 0 || b != 0 ? 1 : 0
    default: return nil
    }
  }
}
