import DMALint

/// Chains so long that clang's recursion, or time that grows with their square, would take the report
/// along: they are found in the text before clang sees it.
enum ChainScan {
  /// A chain in a file, by its line and by what is wrong with it.
  struct Chain {
    var line: UInt32
    var message: String
  }

  /// Links that are parsed, and followed, in a few tenths of a second.
  private static let mostLinks = 4000

  static func longest(in bytes: [UInt8]) -> Chain? {
    // Shorter files hold no such chain.
    guard bytes.count > mostLinks * 2 else { return nil }
    var line: UInt32 = 1
    var index = 0
    var members = 0
    var branches = 0
    var depth = 0
    var isElse = false
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "."): members += 1
      case UInt8(ascii: ">") where index > 1 && bytes[index - 2] == UInt8(ascii: "-"): members += 1
      case UInt8(ascii: ";"), UInt8(ascii: ","): members = 0
      case UInt8(ascii: "{"):
        members = 0
        depth += 1
      case UInt8(ascii: "}"):
        members = 0
        depth = max(0, depth - 1)
        if depth == 0 { branches = 0 }
      case _ where CharacterClass.isWordStart(byte):
        let start = index - 1
        while index < bytes.count, CharacterClass.isWord(bytes[index]) { index += 1 }
        let word = bytes[start..<index]
        if isElse, word.elementsEqual("if".utf8) { branches += 1 }
        isElse = word.elementsEqual("else".utf8)
        continue
      case _ where CharacterClass.isBlank(byte): continue
      default: break
      }
      if !CharacterClass.isBlank(byte) { isElse = false }
      if members > mostLinks || branches > mostLinks {
        let what = members > mostLinks ? "members" : "branches"
        return Chain(
          line: line,
          message:
            "this file is not read: a chain of more than \(mostLinks) \(what) cannot be followed")
      }
    }
    return nil
  }
}
