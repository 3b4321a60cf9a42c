/// A stack machine over a mangled symbol: every operator takes what precedes it off the stack.
///
/// It knows the operators of declarations and of the types in their signatures. What lies behind a
/// thunk or specialisation mark is left unread, and anything else makes it give up.
struct Demangler {
  indirect enum Node {
    case identifier(String)
    case module(String)
    /// A nominal type or protocol with its context.
    case nominal(name: String, context: Context)
    /// Any other type; how many elements where it is a tuple.
    case type(tupleCount: Int?)
    case functionType(parameterCount: Int)
    case emptyList, firstMark, variadicMark, annotation, signature
    case entity(SwiftName)
  }

  struct Context {
    var module: String
    var types: [String]
    var enclosing: String?
  }

  let bytes: [UInt8]
  var index = 0
  var stack: [Node] = []
  private var words: [String] = []
  private var substitutions: [Node] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Longer symbols are not worth the time.
  private static let longest = 4096
  private static let mostNodes = 2048

  mutating func name() -> SwiftName? {
    guard bytes.count < Demangler.longest, SwiftName.isMangled(bytes) else { return nil }
    index = 2
    while index < bytes.count {
      let start = index
      if bytes[index] == UInt8(ascii: "T") || bytes[index] == UInt8(ascii: "W"),
        let found = entity()
      {
        var name = found
        name.suffix = String(decoding: bytes[start...], as: UTF8.self)
        return name
      }
      if bytes[index] == Ascii.dot { break }
      if bytes[index] == UInt8(ascii: "W") {
        // `name_WZ`: runs once for a global's initial value, or tells whether it has run.
        _ = popFirstMark()
        guard declare(.initialValue, labels: []), var name = entity() else { return nil }
        name.suffix = String(decoding: bytes[start...], as: UTF8.self)
        return name
      }
      guard stack.count < Demangler.mostNodes, step(), index > start else {
        // What was whole before the unknown operator is the name all the same.
        return entity()
      }
    }
    if let found = entity() { return found }
    if case .nominal(let name, let context)? = stack.last {
      return SwiftName(
        kind: .type, module: context.module, types: context.types, base: name, labels: [])
    }
    return nil
  }

  private func entity() -> SwiftName? {
    for node in stack {
      if case .entity(let name) = node { return name }
    }
    return nil
  }

  // MARK: Reading

  func peek() -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  mutating func next() -> UInt8 {
    guard index < bytes.count else { return 0 }
    index += 1
    return bytes[index - 1]
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func natural() -> Int? {
    guard Ascii.isDigit(peek()) else { return nil }
    var value = 0
    while Ascii.isDigit(peek()), value < 1 << 20 { value = value * 10 + Int(next() - Ascii.zero) }
    return value
  }

  /// `_` is 0, `n_` is n + 1.
  mutating func number() -> Int? {
    if skip("_") { return 0 }
    guard let value = natural(), skip("_") else { return nil }
    return value + 1
  }

  mutating func push(_ node: Node) -> Bool {
    stack.append(node)
    return true
  }

  mutating func pushSubstitutable(_ node: Node) -> Bool {
    substitutions.append(node)
    return push(node)
  }

  // MARK: Identifiers and substitutions

  mutating func identifier() -> Bool {
    var hasWords = false
    var isEncoded = false
    if skip("0") {
      if skip("0") { isEncoded = true } else { hasWords = true }
    }
    var text: [UInt8] = []
    repeat {
      while hasWords, Ascii.isLetter(peek()) {
        let letter = next()
        hasWords = letter >= UInt8(ascii: "a")
        let number = Int(letter - UInt8(ascii: hasWords ? "a" : "A"))
        guard number < words.count else { return false }
        text += words[number].utf8
      }
      if skip("0") { break }
      guard let count = natural(), count > 0, count <= bytes.count - index else { return false }
      if isEncoded { _ = skip("_") }
      guard count <= bytes.count - index else { return false }
      let part = bytes[index..<index + count]
      index += count
      text += part
      addWords(Array(part))
    } while hasWords
    return pushSubstitutable(.identifier(String(decoding: text, as: UTF8.self)))
  }

  private mutating func addWords(_ part: [UInt8]) {
    func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    var start: Int?
    for position in 0...part.count {
      let byte = position < part.count ? part[position] : 0
      if let first = start,
        byte == 0 || byte == Ascii.underscore || (!isUpper(part[position - 1]) && isUpper(byte))
      {
        if position - first >= 2, words.count < 26 {
          words.append(String(decoding: part[first..<position], as: UTF8.self))
        }
        start = nil
      }
      if start == nil, byte != 0, byte != Ascii.underscore, !Ascii.isDigit(byte) {
        start = position
      }
    }
  }

  mutating func repeatedSubstitutions() -> Bool {
    var count = 1
    while true {
      let byte = peek()
      if Ascii.isDigit(byte) {
        guard let value = natural(), value < Demangler.mostNodes else { return false }
        count = value
        continue
      }
      index += 1
      if byte == Ascii.underscore {
        guard count + 26 < substitutions.count else { return false }
        return push(substitutions[count + 26])
      }
      guard Ascii.isLetter(byte) else { return false }
      let isLast = byte < UInt8(ascii: "a")
      let number = Int(byte - UInt8(ascii: isLast ? "A" : "a"))
      guard number < substitutions.count else { return false }
      for _ in 0..<max(1, count) { stack.append(substitutions[number]) }
      if isLast { return true }
      count = 1
    }
  }

  mutating func standardSubstitution() -> Bool {
    if skip("o") { return push(.module("__C")) }
    if skip("C") { return push(.module("__C_Synthesized")) }
    if skip("g") {
      guard popType() != nil else { return false }
      return pushSubstitutable(.type(tupleCount: nil))
    }
    let count = natural() ?? 1
    let isSecond = skip("c")
    let letter = next()
    guard Ascii.isLetter(letter), count < Demangler.mostNodes else { return false }
    let name = isSecond ? "" : Demangler.standardNames[letter] ?? ""
    let node = Node.nominal(name: name, context: Context(module: "Swift", types: []))
    for _ in 0..<max(1, count) { stack.append(node) }
    return true
  }

  private static let standardNames: [UInt8: String] = [
    UInt8(ascii: "a"): "Array", UInt8(ascii: "b"): "Bool", UInt8(ascii: "D"): "Dictionary",
    UInt8(ascii: "d"): "Double", UInt8(ascii: "f"): "Float", UInt8(ascii: "i"): "Int",
    UInt8(ascii: "J"): "Character", UInt8(ascii: "N"): "ClosedRange", UInt8(ascii: "n"): "Range",
    UInt8(ascii: "O"): "ObjectIdentifier", UInt8(ascii: "P"): "UnsafePointer",
    UInt8(ascii: "p"): "UnsafeMutablePointer", UInt8(ascii: "q"): "Optional",
    UInt8(ascii: "R"): "UnsafeBufferPointer", UInt8(ascii: "r"): "UnsafeMutableBufferPointer",
    UInt8(ascii: "S"): "String", UInt8(ascii: "s"): "Substring", UInt8(ascii: "u"): "UInt",
    UInt8(ascii: "V"): "UnsafeRawPointer", UInt8(ascii: "v"): "UnsafeMutableRawPointer",
    UInt8(ascii: "W"): "UnsafeRawBufferPointer", UInt8(ascii: "w"): "UnsafeMutableRawBufferPointer",
  ]
}
