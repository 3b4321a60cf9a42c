/// A number that is known to lie between two bounds; equal where it is known.
struct Span: Hashable, Sendable {
  var low: UInt64
  var high: UInt64

  init(_ low: UInt64, _ high: UInt64) {
    self.low = low
    self.high = max(low, high)
  }

  init(_ value: UInt64) {
    low = value
    high = value
  }

  var exact: UInt64? { low == high ? low : nil }

  /// The same bounds moved up to multiples of a power of two; nil where they overflow.
  func aligned(to boundary: UInt64) -> Span? {
    guard boundary > 1 else { return self }
    guard let low = Self.align(low, boundary), let high = Self.align(high, boundary) else {
      return nil
    }
    return Span(low, high)
  }

  private static func align(_ value: UInt64, _ boundary: UInt64) -> UInt64? {
    let rest = value % boundary
    guard rest != 0 else { return value }
    let (sum, overflows) = value.addingReportingOverflow(boundary - rest)
    return overflows ? nil : sum
  }

  func adding(_ other: Span) -> Span? {
    let (a, overflowsLow) = low.addingReportingOverflow(other.low)
    let (b, overflowsHigh) = high.addingReportingOverflow(other.high)
    return overflowsLow || overflowsHigh ? nil : Span(a, b)
  }
}

/// What the expressions of a script can refer to, while it is laid out.
struct ScriptValues: Sendable {
  var symbols: [String: Span] = [:]
  var regions: [String: (origin: UInt64, length: UInt64)] = [:]
  var sections: [String: (start: Span, size: Span?)] = [:]
  var dot: Span?
  /// Symbols that the program defines are not known here.
  var definitions: Set<String> = []

  /// The value of an expression, as far as it is known.
  func value(_ expression: ScriptExpression) -> Span? {
    switch expression {
    case .number(let number): return Span(number)
    case .symbol(let name): return symbols[name]
    case .dot: return dot
    case .unknown: return nil
    case .unary(let op, let operand): return value(operand).flatMap { unary(op, $0) }
    case .binary(let op, let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return binary(op, a, b)
    case .choice(let condition, let yes, let no):
      guard let condition = value(condition)?.exact else { return nil }
      return value(condition != 0 ? yes : no)
    case .call(let name, let arguments): return call(name, arguments)
    }
  }

  private func unary(_ op: String, _ operand: Span) -> Span? {
    guard let exact = operand.exact else { return nil }
    switch op {
    case "-": return Span(0 &- exact)
    case "~": return Span(~exact)
    case "!": return Span(exact == 0 ? 1 : 0)
    default: return operand
    }
  }

  private func binary(_ op: String, _ a: Span, _ b: Span) -> Span? {
    if op == "+", a.exact == nil || b.exact == nil { return a.adding(b) }
    if op == "-", let y = b.exact, a.exact == nil {
      return a.low >= y ? Span(a.low - y, a.high - y) : nil
    }
    guard let x = a.exact, let y = b.exact else { return nil }
    switch op {
    case "+": return Span(x &+ y)
    case "-": return Span(x &- y)
    case "*": return Span(x &* y)
    case "/": return y == 0 ? nil : Span(x / y)
    case "%": return y == 0 ? nil : Span(x % y)
    case "<<": return Span(y > 63 ? 0 : x << y)
    case ">>": return Span(y > 63 ? 0 : x >> y)
    case "&": return Span(x & y)
    case "|": return Span(x | y)
    case "^": return Span(x ^ y)
    case "==": return Span(x == y ? 1 : 0)
    case "!=": return Span(x != y ? 1 : 0)
    case "<": return Span(x < y ? 1 : 0)
    case ">": return Span(x > y ? 1 : 0)
    case "<=": return Span(x <= y ? 1 : 0)
    case ">=": return Span(x >= y ? 1 : 0)
    case "&&": return Span(x != 0 && y != 0 ? 1 : 0)
    case "||": return Span(x != 0 || y != 0 ? 1 : 0)
    default: return nil
    }
  }

  private func call(_ name: String, _ arguments: [ScriptExpression]) -> Span? {
    var subject: String?
    if case .symbol(let text)? = arguments.first { subject = text }
    switch name {
    case "ORIGIN", "org": return subject.flatMap { regions[$0] }.map { Span($0.origin) }
    case "LENGTH", "len": return subject.flatMap { regions[$0] }.map { Span($0.length) }
    case "ADDR": return subject.flatMap { sections[$0]?.start }
    case "SIZEOF": return subject.flatMap { sections[$0]?.size }
    case "DEFINED": return subject.flatMap { symbols[$0] != nil ? Span(1) : nil }
    case "CONSTANT", "LOADADDR", "ALIGNOF", "SIZEOF_HEADERS", "DATA_SEGMENT_ALIGN",
      "DATA_SEGMENT_RELRO_END":
      return nil
    case "SEGMENT_START": return arguments.count > 1 ? value(arguments[1]) : nil
    case "ABSOLUTE", "DATA_SEGMENT_END", "ASSERT": return arguments.first.flatMap(value)
    case "NEXT", "BLOCK", "ALIGN":
      guard let boundary = arguments.last.flatMap(value)?.exact else { return nil }
      return (arguments.count > 1 ? value(arguments[0]) : dot)?.aligned(to: boundary)
    case "MAX", "MIN":
      let values = arguments.map(value)
      guard values.count == 2, let a = values[0], let b = values[1] else { return nil }
      return name == "MAX"
        ? Span(max(a.low, b.low), max(a.high, b.high))
        : Span(min(a.low, b.low), min(a.high, b.high))
    case "LOG2CEIL":
      guard let exact = arguments.first.flatMap(value)?.exact else { return nil }
      return Span(exact <= 1 ? 0 : UInt64(64 - (exact - 1).leadingZeroBitCount))
    default: return nil
    }
  }
}
