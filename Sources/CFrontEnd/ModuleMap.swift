/// The headers that a module map names, as far as a front end needs them.
struct ModuleMap {
  /// Paths of headers relative to the map's folder, in order.
  private(set) var headers: [String] = []
  /// Folders whose headers all belong to the module.
  private(set) var umbrellaFolders: [String] = []

  init(_ bytes: [UInt8]) {
    var words = Words(bytes: bytes)
    var before = ""
    var previous = ""
    while let word = words.next() {
      switch word {
      case .name(let name):
        (before, previous) = (previous, name)
      case .string(let path):
        if previous == "header" {
          // Textual headers belong to who includes them.
          if before != "textual", before != "exclude" { headers.append(path) }
        } else if previous == "umbrella" {
          umbrellaFolders.append(path)
        }
        (before, previous) = ("", "")
      case .punctuation:
        (before, previous) = ("", "")
      }
    }
  }

  private enum Word {
    case name(String)
    case string(String)
    case punctuation
  }

  private struct Words {
    let bytes: [UInt8]
    var offset = 0

    mutating func next() -> Word? {
      skipBlanks()
      guard offset < bytes.count else { return nil }
      let start = offset
      if bytes[offset] == UInt8(ascii: "\"") {
        offset += 1
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
        let text = String(decoding: bytes[offset..<end], as: UTF8.self)
        offset = min(end + 1, bytes.count)
        return .string(text)
      }
      while offset < bytes.count, CharacterClass.isWord(bytes[offset]) { offset += 1 }
      guard offset > start else {
        offset += 1
        return .punctuation
      }
      return .name(String(decoding: bytes[start..<offset], as: UTF8.self))
    }

    private mutating func skipBlanks() {
      while offset < bytes.count {
        if CharacterClass.isBlank(bytes[offset]) {
          offset += 1
        } else if bytes[offset] == UInt8(ascii: "/"), offset + 1 < bytes.count,
          bytes[offset + 1] == UInt8(ascii: "/")
        {
          offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        } else if bytes[offset] == UInt8(ascii: "/"), offset + 1 < bytes.count,
          bytes[offset + 1] == UInt8(ascii: "*")
        {
          offset += 2
          while offset < bytes.count,
            !(bytes[offset] == UInt8(ascii: "/") && bytes[offset - 1] == UInt8(ascii: "*"))
          {
            offset += 1
          }
          offset = min(offset + 1, bytes.count)
        } else {
          return
        }
      }
    }
  }
}

/// What bytes of C, module maps and command lines are made of.
enum CharacterClass {
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func isWordStart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
  }

  static func isWord(_ byte: UInt8) -> Bool { isWordStart(byte) || isDigit(byte) }
}
