/// A piece of an instruction, of whatever kind the instruction is.
enum SILToken: Hashable, Sendable {
  /// `%12`
  case value(UInt32)
  /// `$*UInt8`, where the instruction says a type of its own.
  case type(String)
  /// `: $UInt8`, where a type is only repeated.
  case annotation(String)
  /// `[take]`, without the brackets.
  case attribute(String)
  /// `#UInt32._value`, without the hash.
  case member(String)
  /// `@name`
  case symbol(String)
  case string(String)
  case number(String)
  case word(String)
  case punctuation(UInt8)
}

/// Where an instruction stands in the source.
struct SILLocation: Hashable, Sendable {
  var file: String
  var line: UInt32
  var column: UInt32
}

/// An instruction by its general shape.
struct SILInstruction: Sendable {
  var results: [UInt32]
  var opcode: String
  var tokens: [SILToken]
  var location: SILLocation?
  /// The line of the dump.
  var line: UInt32

  /// The values that it uses, in order.
  var operands: [UInt32] {
    tokens.compactMap { if case .value(let number) = $0 { number } else { nil } }
  }

  var type: String? {
    for token in tokens { if case .type(let text) = token { return text } }
    return nil
  }

  var annotation: String? {
    var found: String?
    for token in tokens { if case .annotation(let text) = token { found = text } }
    return found
  }

  var symbol: String? {
    for token in tokens { if case .symbol(let name) = token { return name } }
    return nil
  }

  var member: String? {
    for token in tokens { if case .member(let name) = token { return name } }
    return nil
  }

  var number: Int64? {
    for token in tokens { if case .number(let digits) = token { return SILNumber.value(digits) } }
    return nil
  }

  func has(_ attribute: String) -> Bool { tokens.contains(.attribute(attribute)) }

  /// The string behind the word `name`.
  var variableName: String? {
    for (index, token) in tokens.enumerated() where token == .word("name") {
      if index + 1 < tokens.count, case .string(let name) = tokens[index + 1] { return name }
    }
    return nil
  }
}

/// A basic block with the values and types of its arguments.
struct SILBlock: Sendable {
  var label: String
  var arguments: [(value: UInt32, type: String)]
  var instructions: [SILInstruction]
}

/// Numbers as SIL writes them: decimal with a sign, or hexadecimal; wider ones keep their low 64 bits.
enum SILNumber {
  static func value(_ digits: String) -> Int64 {
    var result: UInt64 = 0
    var isNegative = false
    var radix: UInt64 = 10
    for (index, byte) in digits.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        result = result &* radix &+ UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        result = result &* radix &+ UInt64(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"):
        result = result &* radix &+ UInt64(byte - UInt8(ascii: "A") + 10)
      default: break
      }
    }
    let signed = Int64(bitPattern: result)
    return isNegative ? 0 &- signed : signed
  }
}
