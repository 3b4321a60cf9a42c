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
