/// A JSON value, as far as a compilation database needs it: numbers keep no value.
enum JSONValue {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case other

  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// Nil where the bytes are no JSON, or nest deeper than any database does.
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    var parser = Parser(bytes: bytes)
    return parser.value(depth: 0)
  }

  private struct Parser {
    let bytes: [UInt8]
    var offset = 0
    static let deepest = 32

    mutating func value(depth: Int) -> JSONValue? {
      skipBlanks()
      guard offset < bytes.count, depth < Parser.deepest else { return nil }
      switch bytes[offset] {
      case UInt8(ascii: "{"): return object(depth: depth)
      case UInt8(ascii: "["): return array(depth: depth)
      case UInt8(ascii: "\""): return string().map(JSONValue.string)
      default:
        let start = offset
        while offset < bytes.count, CharacterClass.isWord(bytes[offset]) || isNumber(bytes[offset])
        {
          offset += 1
        }
        return offset > start ? .other : nil
      }
    }

    private mutating func object(depth: Int) -> JSONValue? {
      var members: [String: JSONValue] = [:]
      offset += 1
      while true {
        skipBlanks()
        if take("}") { return .object(members) }
        guard let name = string() else { return nil }
        skipBlanks()
        guard take(":"), let member = value(depth: depth + 1) else { return nil }
        members[name] = member
        skipBlanks()
        if take(",") { continue }
        return take("}") ? .object(members) : nil
      }
    }

    private mutating func array(depth: Int) -> JSONValue? {
      var elements: [JSONValue] = []
      offset += 1
      while true {
        skipBlanks()
        if take("]") { return .array(elements) }
        guard let element = value(depth: depth + 1) else { return nil }
        elements.append(element)
        skipBlanks()
        if take(",") { continue }
        return take("]") ? .array(elements) : nil
      }
    }

    private mutating func string() -> String? {
      guard take("\"") else { return nil }
      var text: [UInt8] = []
      while offset < bytes.count {
        let byte = bytes[offset]
        offset += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
        guard byte == UInt8(ascii: "\\"), offset < bytes.count else {
          text.append(byte)
          continue
        }
        let escape = bytes[offset]
        offset += 1
        switch escape {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
          guard offset + 4 <= bytes.count,
            let unit = UInt32(
              String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
          else { return nil }
          offset += 4
          // Halves of surrogate pairs come out as replacement characters.
          let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
          text += Array(String(Character(scalar)).utf8)
        default: text.append(escape)
        }
      }
      return nil
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
      offset += 1
      return true
    }

    private mutating func skipBlanks() {
      while offset < bytes.count, CharacterClass.isBlank(bytes[offset]) { offset += 1 }
    }

    private func isNumber(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }
  }
}
