import DMALint

/// The attributes in a declaration as clang prints it, with macros expanded.
enum Attributes {
  /// `section(".dma")`, `aligned(32)`, `used` … in order; names without underscores around them.
  static func attributes(inDeclaration text: String) -> [FlowAttribute] {
    var found: [FlowAttribute] = []
    var scanner = Scanner(bytes: Array(text.utf8))
    while let word = scanner.nextWord() {
      switch word {
      case "__attribute__":
        if let list = scanner.parenthesised() { found += attributes(inList: unwrapped(list)) }
      case "_Alignas", "alignas", "__declspec":
        guard let argument = scanner.parenthesised() else { continue }
        if word == "__declspec" {
          found += attributes(inList: argument)
        } else {
          found.append(FlowAttribute("aligned", trimmed(argument)))
        }
      case "[[":
        if let list = scanner.bracketed() { found += attributes(inList: list) }
      default: continue
      }
    }
    return found
  }

  private static func attributes(inList list: ArraySlice<UInt8>) -> [FlowAttribute] {
    var found: [FlowAttribute] = []
    var scanner = Scanner(bytes: Array(list))
    while let word = scanner.nextWord() {
      // `gnu::section` names its vendor first.
      guard !scanner.skips(":") else { continue }
      let name = trimmed(word)
      guard let argument = scanner.parenthesised() else {
        found.append(FlowAttribute(name))
        continue
      }
      let value = unquoted(trimmed(argument))
      found.append(FlowAttribute(name, value.isEmpty ? nil : value))
    }
    return found
  }

  private static func trimmed(_ name: String) -> String {
    guard name.hasPrefix("__"), name.hasSuffix("__"), name.utf8.count > 4 else { return name }
    return String(name.dropFirst(2).dropLast(2))
  }

  /// The inner of the two pairs of parentheses.
  private static func unwrapped(_ list: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var scanner = Scanner(bytes: Array(list))
    return scanner.parenthesised() ?? list
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let first = bytes.first, CharacterClass.isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, CharacterClass.isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unquoted(_ text: String) -> String {
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 else { return text }
    return String(text.dropFirst().dropLast())
  }

  private struct Scanner {
    let bytes: [UInt8]
    var offset = 0

    /// The next identifier, or `[[`; everything else is passed over.
    mutating func nextWord() -> String? {
      while offset < bytes.count {
        let start = offset
        if CharacterClass.isWordStart(bytes[offset]) {
          while offset < bytes.count, CharacterClass.isWord(bytes[offset]) { offset += 1 }
          return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        if bytes[offset] == UInt8(ascii: "\"") {
          skipString()
          continue
        }
        offset += 1
        if bytes[start] == UInt8(ascii: "["), offset < bytes.count, bytes[offset] == bytes[start] {
          offset += 1
          return "[["
        }
      }
      return nil
    }

    mutating func skips(_ byte: Unicode.Scalar) -> Bool {
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
      offset += 1
      return true
    }

    mutating func parenthesised() -> ArraySlice<UInt8>? {
      var index = offset
      while index < bytes.count, CharacterClass.isBlank(bytes[index]) { index += 1 }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return nil }
      offset = index + 1
      return rest(open: UInt8(ascii: "("), close: UInt8(ascii: ")"))
    }

    /// What follows `[[`, up to `]]`.
    mutating func bracketed() -> ArraySlice<UInt8>? {
      rest(open: UInt8(ascii: "["), close: UInt8(ascii: "]"))
    }

    private mutating func rest(open: UInt8, close: UInt8) -> ArraySlice<UInt8>? {
      let start = offset
      var depth = 1
      while offset < bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\"") {
          skipString()
          continue
        }
        if byte == open { depth += 1 }
        if byte == close { depth -= 1 }
        offset += 1
        if depth == 0 { return bytes[start..<offset - 1] }
      }
      return nil
    }

    private mutating func skipString() {
      offset += 1
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
        offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
      }
      offset = min(offset + 1, bytes.count)
    }
  }
}
