/// Types as SIL writes them, as Flow needs them.
struct SILTypeReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// A type without its address mark and attributes: `*InlineArray<4, UInt8>` is `InlineArray<4, UInt8>`.
  static func type(_ text: String) -> FlowType? {
    var reader = SILTypeReader(text)
    return reader.type()
  }

  static func isAddress(_ text: String) -> Bool {
    var bytes = Substring(text)
    while bytes.utf8.first == UInt8(ascii: "@"), let space = bytes.utf8.firstIndex(of: 0x20) {
      bytes = bytes[bytes.utf8.index(after: space)...]
    }
    return bytes.utf8.first == UInt8(ascii: "*")
  }

  private func peek() -> UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipSpaces() { while peek() == 0x20 { position += 1 } }

  private mutating func type() -> FlowType? {
    guard depth < 100 else { return nil }
    depth += 1
    defer { depth -= 1 }
    skipSpaces()
    while true {
      if peek() == UInt8(ascii: "*") || peek() == UInt8(ascii: "$") {
        position += 1
      } else if peek() == UInt8(ascii: "@") {
        while position < bytes.count, peek() != 0x20, peek() != UInt8(ascii: "(") { position += 1 }
        if peek() == UInt8(ascii: "(") { return FlowType("Function") }
      } else if skip("any ") || skip("some ") || skip("inout ") || skip("__owned ") {
        continue
      } else {
        break
      }
      skipSpaces()
    }
    let base: FlowType
    switch peek() {
    case UInt8(ascii: "("):
      position += 1
      let (elements, labels) = list(until: UInt8(ascii: ")"))
      skipSpaces()
      if skip("->") || skip("throws") || skip("async") { return FlowType("Function") }
      base = elements.count == 1 ? elements[0] : FlowType("Tuple", elements, labels: labels)
    case UInt8(ascii: "["):
      position += 1
      let (elements, _) = list(until: UInt8(ascii: "]"))
      base = FlowType(elements.count == 2 ? "Dictionary" : "Array", elements)
    case UInt8(ascii: "{"):
      position += 1
      skipSpaces()
      if !skip("var ") { _ = skip("let ") }
      return type()
    case UInt8(ascii: "<"): return genericBox()
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let start = position
      position += 1
      while Ascii.isDigit(peek()) { position += 1 }
      return FlowType(String(decoding: bytes[start..<position], as: UTF8.self))
    default:
      let name = self.name()
      guard !name.isEmpty else { return nil }
      var arguments: [FlowType] = []
      if peek() == UInt8(ascii: "<") {
        position += 1
        arguments = list(until: UInt8(ascii: ">")).0
      }
      base = FlowType(name, arguments)
    }
    return suffixed(base)
  }

  /// What a box of a generic function holds: `<τ_0_0 where τ_0_0 : P> { var Owned<τ_0_0> } <Element>`.
  private mutating func genericBox() -> FlowType? {
    position += 1
    var parameters: [String] = []
    while true {
      skipSpaces()
      parameters.append(name())
      skipSpaces()
      guard peek() == UInt8(ascii: ",") else { break }
      position += 1
    }
    while position < bytes.count, peek() != UInt8(ascii: "{") { position += 1 }
    guard let held = type() else { return nil }
    while position < bytes.count, peek() != UInt8(ascii: "<") { position += 1 }
    guard position < bytes.count else { return held }
    position += 1
    let (arguments, _) = list(until: UInt8(ascii: ">"))
    var replacements: [String: FlowType] = [:]
    for (parameter, argument) in zip(parameters, arguments) { replacements[parameter] = argument }
    return SILTypeReader.replacing(replacements, in: held)
  }

  private static func replacing(_ replacements: [String: FlowType], in type: FlowType) -> FlowType {
    if let replacement = replacements[type.name], type.arguments.isEmpty { return replacement }
    var type = type
    type.arguments = type.arguments.map { replacing(replacements, in: $0) }
    return type
  }

  private mutating func suffixed(_ base: FlowType) -> FlowType {
    var base = base
    while true {
      if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!") {
        position += 1
        base = FlowType("Optional", [base])
      } else if peek() == UInt8(ascii: ".") {
        position += 1
        let member = name()
        guard !member.isEmpty else { return base }
        if member == "Type" || member == "Protocol" { continue }
        base = FlowType(base.name + "." + member, base.arguments)
      } else {
        return base
      }
    }
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count {
      switch peek() {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        position += 1
      case UInt8(ascii: ".") where position > start && !isMetatype: position += 1
      default: return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private var isMetatype: Bool {
    let rest = bytes[position...]
    return rest.starts(with: ".Type".utf8) || rest.starts(with: ".Protocol".utf8)
  }

  private mutating func list(until close: UInt8) -> ([FlowType], [String?]) {
    var types: [FlowType] = []
    var labels: [String?] = []
    while position < bytes.count {
      skipSpaces()
      if peek() == close {
        position += 1
        break
      }
      labels.append(label())
      let before = position
      types.append(type() ?? FlowType("Unknown"))
      skipSpaces()
      // What belongs to a type that is not understood.
      var nesting = 0
      while position < bytes.count, nesting > 0 || (peek() != close && peek() != 0x2C) {
        switch peek() {
        case UInt8(ascii: "("), UInt8(ascii: "<"): nesting += 1
        case UInt8(ascii: ")"): nesting -= 1
        case UInt8(ascii: ">") where bytes[position - 1] != UInt8(ascii: "-"): nesting -= 1
        default: break
        }
        position += 1
      }
      if peek() == UInt8(ascii: ",") || peek() == UInt8(ascii: ":") { position += 1 }
      if position == before { position += 1 }
    }
    return (types, labels.contains { $0 != nil } ? labels : [])
  }

  private mutating func label() -> String? {
    let start = position
    let word = name()
    if !word.isEmpty, peek() == UInt8(ascii: ":") {
      position += 1
      skipSpaces()
      return word == "_" ? nil : word
    }
    position = start
    return nil
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    let found = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
    if found { position += count }
    return found
  }
}
