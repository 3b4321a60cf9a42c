/// Reads `asm volatile("text" : outputs : inputs : clobbers)` as it is written.
struct AssemblyReader {
  struct Statement {
    var text = ""
    var outputs: [String] = []
    var inputs: [String] = []
    var clobbers: [String] = []
    var isVolatile = false
    var jumps = false
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Nil where the text does not start as such a statement.
  mutating func read() -> Statement? {
    var statement = Statement()
    // Compilers' names for the keyword are often hidden behind a macro such as `__ASM`.
    guard word().lowercased().contains("asm") else { return nil }
    while true {
      let word = word()
      if word.isEmpty { break }
      if word == "volatile" || word == "__volatile__" || word == "__volatile" {
        statement.isVolatile = true
      }
      if word == "goto" { statement.jumps = true }
    }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "(") else { return nil }
    offset += 1
    var section = 0
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        let text = literal()
        // Strings inside an operand's expression are no constraints.
        guard depth == 0 else { continue }
        switch section {
        case 0: statement.text += text
        case 1: statement.outputs.append(text)
        case 2: statement.inputs.append(text)
        default: statement.clobbers.append(text)
        }
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return statement }
      case UInt8(ascii: ":") where depth == 0: section += 1
      default: break
      }
      offset += 1
    }
    return nil
  }

  private mutating func word() -> String {
    while offset < bytes.count, CharacterClass.isBlank(bytes[offset]) { offset += 1 }
    let start = offset
    while offset < bytes.count, CharacterClass.isWord(bytes[offset]) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func literal() -> String {
    var text: [UInt8] = []
    offset += 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      var byte = bytes[offset]
      if byte == UInt8(ascii: "\\"), offset + 1 < bytes.count {
        offset += 1
        switch bytes[offset] {
        case UInt8(ascii: "n"): byte = 0x0A
        case UInt8(ascii: "t"): byte = 0x09
        default: byte = bytes[offset]
        }
      }
      text.append(byte)
      offset += 1
    }
    offset = min(offset + 1, bytes.count)
    return String(decoding: text, as: UTF8.self)
  }
}
