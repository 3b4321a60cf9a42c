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
