/// Expressions of linker scripts, with C's operators and their order.
extension ScriptParser {
  /// Nesting beyond which an expression counts as not understood.
  private static let depthLimit = 64

  mutating func expression() -> ScriptExpression {
    partsLeft = 2_000
    return choice(Self.depthLimit)
  }

  private mutating func choice(_ depth: Int) -> ScriptExpression {
    let condition = binary(0, depth)
    guard depth > 0, cursor.take(Ascii.question) else { return condition }
    let yes = choice(depth - 1)
    guard cursor.take(Ascii.colon) else {
      report("':' is missing in this expression")
      return .unknown
    }
    return .choice(condition, yes, choice(depth - 1))
  }

  /// Operators from the loosest to the tightest; within a level the longer ones come first.
  private static let levels: [[(StaticString, String)]] = [
    [("||", "||")], [("&&", "&&")], [("|", "|")], [("^", "^")], [("&", "&")],
    [("==", "=="), ("!=", "!=")],
    [("<=", "<="), (">=", ">="), ("<", "<"), (">", ">")],
    [("<<", "<<"), (">>", ">>")], [("+", "+"), ("-", "-")],
    [("*", "*"), ("/", "/"), ("%", "%")],
  ]

  private mutating func binary(_ level: Int, _ depth: Int) -> ScriptExpression {
    guard level < Self.levels.count else { return unary(depth) }
    var left = binary(level + 1, depth)
    while partsLeft > 0, let op = operation(level) {
      left = .binary(op, left, binary(level + 1, depth))
    }
    return left
  }

  private mutating func operation(_ level: Int) -> String? {
    _ = cursor.next()
    let (first, second, third) = (cursor.at(0), cursor.at(1), cursor.at(2))
    // `&&` is not `&`, `<<` not `<`, and `+=` begins the next assignment.
    if level == 2 || level == 4, second == first { return nil }
    if level == 6, first == second { return nil }
    if level >= 2, level != 5, level != 6, second == Ascii.equal { return nil }
    if level == 7, third == Ascii.equal { return nil }
    for (symbol, op) in Self.levels[level] where cursor.take(symbol: symbol) { return op }
    return nil
  }

  private mutating func unary(_ depth: Int) -> ScriptExpression {
    partsLeft -= 1
    guard depth > 0, partsLeft > 0 else {
      report("this expression is nested too deeply")
      return .unknown
    }
    switch cursor.next() {
    case Ascii.minus, Ascii.plus, Ascii.exclamation, UInt8(ascii: "~"):
      let op = String(decoding: [cursor.at(0)], as: UTF8.self)
      cursor.advance()
      return .unary(op, unary(depth - 1))
    case Ascii.leftParenthesis:
      cursor.advance()
      let inner = choice(depth - 1)
      if !cursor.take(Ascii.rightParenthesis) { report("')' is missing in this expression") }
      return inner
    default: return primary(depth)
    }
  }

  private mutating func primary(_ depth: Int) -> ScriptExpression {
    let line = cursor.line
    guard let word = cursor.identifier() else {
      report("a value is missing in this expression", line: line)
      return .unknown
    }
    if word == "." { return .dot }
    if let first = word.utf8.first, Ascii.isDigit(first) {
      guard let number = Self.number(word) else {
        report("'\(word)' is no number", line: line)
        return .unknown
      }
      return .number(number)
    }
    guard Self.functions.contains(word) else { return .symbol(word) }
    if word == "SIZEOF_HEADERS" { return .unknown }
    guard cursor.take(Ascii.leftParenthesis) else { return .symbol(word) }
    var arguments: [ScriptExpression] = []
    while !cursor.isAtEnd, !cursor.take(Ascii.rightParenthesis) {
      let start = cursor.position
      if Self.takesNames.contains(word), arguments.isEmpty {
        arguments.append(cursor.word().map(ScriptExpression.symbol) ?? .unknown)
      } else if cursor.next() == Ascii.quote {
        _ = cursor.word()
      } else {
        arguments.append(choice(depth - 1))
      }
      _ = cursor.take(Ascii.comma)
      if cursor.position == start { cursor.advance() }
    }
    return .call(word, arguments)
  }

  private static let functions: Set<String> = [
    "ABSOLUTE", "ADDR", "ALIGN", "ALIGNOF", "BLOCK", "CONSTANT", "DATA_SEGMENT_ALIGN",
    "DATA_SEGMENT_END", "DATA_SEGMENT_RELRO_END", "DEFINED", "LENGTH", "LOADADDR", "LOG2CEIL",
    "MAX", "MIN", "NEXT", "ORIGIN", "SEGMENT_START", "SIZEOF", "SIZEOF_HEADERS", "ASSERT",
    "org", "len",
  ]
  private static let takesNames: Set<String> = [
    "ADDR", "ALIGNOF", "CONSTANT", "DEFINED", "LENGTH", "LOADADDR", "ORIGIN", "SEGMENT_START",
    "SIZEOF", "org", "len",
  ]

  /// A number with its prefix (`0x`, `0`) or suffix (`h`, `b`, `o`, `d`), and `K` or `M` behind.
  static func number(_ text: String) -> UInt64? {
    var digits = Array(text.utf8)
    var factor: UInt64 = 1
    if digits.count > 1, let last = digits.last {
      switch last | 0x20 {
      case UInt8(ascii: "k"): factor = 1024
      case UInt8(ascii: "m"): factor = 1024 * 1024
      case UInt8(ascii: "g"): factor = 1024 * 1024 * 1024
      default: break
      }
      if factor > 1 { digits.removeLast() }
    }
    var radix: UInt64 = 10
    if digits.starts(with: [Ascii.zero, UInt8(ascii: "x")])
      || digits.starts(with: [Ascii.zero, UInt8(ascii: "X")])
    {
      radix = 16
      digits.removeFirst(2)
    } else if let last = digits.last, digits.count > 1 {
      switch last | 0x20 {
      case UInt8(ascii: "h"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: break
      }
      if radix != 10 { digits.removeLast() } else if digits[0] == Ascii.zero { radix = 8 }
    }
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      let figure: UInt64
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): figure = UInt64(digit - Ascii.zero)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): figure = UInt64(digit - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): figure = UInt64(digit - UInt8(ascii: "A")) + 10
      default: return nil
      }
      guard figure < radix else { return nil }
      let (scaled, overflows) = value.multipliedReportingOverflow(by: radix)
      let (sum, carries) = scaled.addingReportingOverflow(figure)
      guard !overflows, !carries else { return nil }
      value = sum
    }
    let (result, overflows) = value.multipliedReportingOverflow(by: factor)
    return overflows ? nil : result
  }
}
