import DMALint

/// The macros of one unit, and what those that stand for a constant are worth.
///
/// Folding is done here, from the definitions' text: asking clang would need a second parse. What
/// cannot be folded has no value, which is no gap: most macros are no constants.
struct MacroTable {
  /// Bytes of `long` and of pointers on the target.
  let wordSize: UInt32
  private var texts: [[UInt8]] = []
  private var places: [String: Place] = [:]
  private var definitions: [String: Definition] = [:]
  private var values: [String: FlowConstant?] = [:]
  /// Enum constants, which macros may name.
  private(set) var enumConstants: [String: Int64] = [:]

  /// Where a macro's name stands in its definition.
  private struct Place {
    var text: Int
    var offset: Int
  }

  struct Definition {
    /// Nil where the macro takes no arguments.
    var parameters: [String]?
    var body: [MacroToken]
  }

  init(wordSize: UInt32 = 4) {
    self.wordSize = wordSize
  }

  /// Adds the text of a file and returns its number.
  mutating func add(text: [UInt8]) -> Int {
    texts.append(text)
    return texts.count - 1
  }

  /// Adds a macro whose name stands at an offset of a text; it takes the place of an earlier one.
  mutating func add(_ name: String, text: Int, offset: Int) {
    if places.updateValue(Place(text: text, offset: offset), forKey: name) != nil {
      definitions[name] = nil
      values[name] = nil
    }
  }

  mutating func add(enumConstant name: String, _ value: Int64) { enumConstants[name] = value }

  /// What a macro without parameters is worth.
  mutating func value(of name: String) -> FlowConstant? {
    if let known = values[name] { return known }
    // Guards against macros that lead back to themselves.
    values[name] = .some(nil)
    let value = fold(name)
    values[name] = .some(value)
    return value
  }

  private mutating func fold(_ name: String) -> FlowConstant? {
    guard let definition = definition(of: name), definition.parameters == nil else { return nil }
    if case .string(let count)? = definition.body.first,
      definition.body.allSatisfy({ if case .string = $0 { true } else { false } })
    {
      // Adjacent literals are one.
      let more = definition.body.dropFirst().reduce(0) {
        if case .string(let count) = $1 { $0 + count } else { $0 }
      }
      return .string(byteCount: count + more)
    }
    var expansion = MacroExpansion(budget: 2000)
    guard expansion.expand(definition.body, hiding: [name], in: &self), !expansion.tokens.isEmpty
    else { return nil }
    var expression = MacroExpression(
      tokens: expansion.tokens, wordSize: wordSize, constants: enumConstants)
    return expression.value().map(FlowConstant.integer)
  }

  mutating func definition(of name: String) -> Definition? {
    if let known = definitions[name] { return known }
    guard let place = places[name] else { return nil }
    var lexer = MacroLexer(bytes: texts[place.text], offset: place.offset)
    let definition = lexer.definition()
    definitions[name] = definition
    return definition
  }

  /// The text that a macro stands for, up to the end of its definition.
  func text(of name: String) -> [UInt8]? {
    guard let place = places[name] else { return nil }
    let bytes = texts[place.text]
    var index = place.offset + name.utf8.count
    if index < bytes.count, bytes[index] == UInt8(ascii: "("),
      let close = bytes[index...].firstIndex(of: UInt8(ascii: ")"))
    {
      index = close + 1
    }
    var body: [UInt8] = []
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
        bytes[index + 1] == 0x0A || bytes[index + 1] == 0x0D
      {
        index += bytes[index + 1] == 0x0D ? 3 : 2
        continue
      }
      body.append(bytes[index])
      index += 1
    }
    return body
  }

  /// The first name in a macro's expansion that `isWanted`: what a call through macros comes to.
  mutating func firstName(
    inExpansionOf name: String, depth: Int = 0, where isWanted: (String) -> Bool
  ) -> String? {
    guard depth < 8, let definition = definition(of: name) else { return nil }
    for case .name(let word) in definition.body {
      if isWanted(word) { return word }
      if word != name,
        let found = firstName(inExpansionOf: word, depth: depth + 1, where: isWanted)
      {
        return found
      }
    }
    return nil
  }
}

enum MacroToken: Hashable {
  case name(String)
  case integer(MacroValue)
  case string(byteCount: Int)
  /// By spelling; `##` among them.
  case punctuation(String)
  /// A floating literal, or bytes that are no token.
  case other
}

/// An integer of C with its type's size and sign.
struct MacroValue: Hashable {
  var bits: Int64
  var size: UInt32
  var isSigned: Bool

  init(_ bits: Int64, size: UInt32 = 4, isSigned: Bool = true) {
    self.bits = CTypeFacts.wrapped(bits, size: size, isSigned: isSigned)
    self.size = size
    self.isSigned = isSigned
  }
}

/// The tokens of a definition, read from its line.
struct MacroLexer {
  let bytes: [UInt8]
  var offset: Int

  static func word(in bytes: [UInt8], at start: Int) -> String {
    var end = start
    while end < bytes.count, CharacterClass.isWord(bytes[end]) { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Reads from the macro's name on.
  mutating func definition() -> MacroTable.Definition {
    while offset < bytes.count, CharacterClass.isWord(bytes[offset]) { offset += 1 }
    var parameters: [String]?
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
      offset += 1
      var names: [String] = []
      while let token = next(), token != .punctuation(")") {
        if case .name(let name) = token { names.append(name) }
        if token == .punctuation("...") { names.append("__VA_ARGS__") }
      }
      parameters = names
    }
    return MacroTable.Definition(parameters: parameters, body: rest())
  }

  /// The tokens up to the line's end.
  mutating func rest() -> [MacroToken] {
    var tokens: [MacroToken] = []
    while let token = next() { tokens.append(token) }
    return tokens
  }

  /// The next token of the line; nil at its end.
  private mutating func next() -> MacroToken? {
    guard skipBlanks() else { return nil }
    let byte = bytes[offset]
    let start = offset
    if CharacterClass.isWordStart(byte) {
      let word = MacroLexer.word(in: bytes, at: offset)
      offset += word.utf8.count
      // Invalid bytes were replaced by longer ones.
      offset = min(offset, bytes.count)
      return .name(word)
    }
    if CharacterClass.isDigit(byte) {
      while offset < bytes.count, CharacterClass.isWord(bytes[offset]) || isPoint(bytes[offset]) {
        offset += 1
      }
      return MacroLexer.number(bytes[start..<offset]) ?? .other
    }
    switch byte {
    case UInt8(ascii: "\""): return .string(byteCount: literal())
    case UInt8(ascii: "'"): return character()
    default: return punctuation()
    }
  }

  private mutating func punctuation() -> MacroToken {
    let first = bytes[offset]
    let second = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    if first == UInt8(ascii: "."), bytes[offset...].starts(with: "...".utf8) {
      offset += 3
      return .punctuation("...")
    }
    let isPair =
      switch first {
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        second == first || second == UInt8(ascii: "=")
      case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "#"), UInt8(ascii: "+"):
        second == first
      case UInt8(ascii: "-"): second == first || second == UInt8(ascii: ">")
      case UInt8(ascii: "="), UInt8(ascii: "!"): second == UInt8(ascii: "=")
      default: false
      }
    let end = offset + (isPair ? 2 : 1)
    defer { offset = end }
    guard first < 0x80 else { return .other }
    return .punctuation(String(decoding: bytes[offset..<end], as: UTF8.self))
  }

  private func isPoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") }

  /// Passes blanks, comments and continued lines; false at the line's end.
  private mutating func skipBlanks() -> Bool {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\\"), let next = lineEnd(at: offset + 1) {
        offset = next
      } else if lineEnd(at: offset) != nil {
        return false
      } else if CharacterClass.isBlank(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "/"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "*")
      {
        offset += 2
        while offset + 1 < bytes.count,
          !(bytes[offset] == UInt8(ascii: "*") && bytes[offset + 1] == UInt8(ascii: "/"))
        {
          offset += 1
        }
        offset = min(offset + 2, bytes.count)
      } else if byte == UInt8(ascii: "/"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "/")
      {
        return false
      } else {
        return true
      }
    }
    return false
  }

  /// The offset after a line end that stands at `index`.
  private func lineEnd(at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x0A { return index + 1 }
    guard bytes[index] == 0x0D else { return nil }
    return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? index + 2 : index + 1
  }

  private mutating func literal() -> Int {
    offset += 1
    var count = 0
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != 0x0A {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
      count += 1
    }
    offset = min(offset + 1, bytes.count)
    return count
  }

  private mutating func character() -> MacroToken {
    let start = offset + 1
    offset = start
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "'"), bytes[offset] != 0x0A {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    offset = min(offset + 1, bytes.count)
    guard offset == start + 2, start < bytes.count else { return .other }
    return .integer(MacroValue(Int64(bytes[start])))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> MacroToken? {
    var text = String(decoding: digits, as: UTF8.self).lowercased()
    var isUnsigned = false
    var longs = 0
    let isHexadecimal = text.hasPrefix("0x")
    while let last = text.last, last == "u" || last == "l" {
      if last == "u" { isUnsigned = true } else { longs += 1 }
      text.removeLast()
    }
    var radix = 10
    if isHexadecimal {
      radix = 16
      text.removeFirst(2)
    } else if text.hasPrefix("0b") {
      radix = 2
      text.removeFirst(2)
    } else if text.hasPrefix("0"), text.utf8.count > 1 {
      radix = 8
    }
    guard let value = UInt64(text, radix: radix) else { return nil }
    let fits = isUnsigned || radix != 10 ? value <= 0xFFFF_FFFF : value <= 0x7FFF_FFFF
    let size: UInt32 = longs > 1 || !fits ? 8 : 4
    let isSigned = !isUnsigned && (radix == 10 || size == 8 || value <= 0x7FFF_FFFF)
    return .integer(
      MacroValue(Int64(bitPattern: value), size: size, isSigned: isSigned))
  }
}

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
