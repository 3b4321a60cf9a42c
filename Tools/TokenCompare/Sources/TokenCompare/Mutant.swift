/// Pieces of Swift files with some of their bytes changed: what people do not write, but type.
///
/// The same seed gives the same mutants.
struct Mutants {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stretch of `source` with up to eight changes.
  mutating func next(of source: [UInt8]) -> [UInt8] {
    let length = min(source.count, 20 + below(600))
    let start = below(source.count - length + 1)
    var mutant = Array(source[start..<start + length])
    for _ in 0..<1 + below(8) { change(&mutant) }
    return mutant
  }

  private mutating func change(_ mutant: inout [UInt8]) {
    let index = below(mutant.count + 1)
    let length = min(below(6), mutant.count - index)
    switch below(5) {
    case 0: mutant.removeSubrange(index..<index + length)
    case 1: mutant.insert(contentsOf: mutant[index..<index + length], at: below(mutant.count + 1))
    case 2: mutant.insert(UInt8(truncatingIfNeeded: draw()), at: index)
    default:
      let snippet = Self.snippets[below(Self.snippets.count)]
      mutant.insert(contentsOf: snippet.utf8, at: index)
    }
  }

  /// What decides how Swift is cut into tokens.
  private static let snippets = [
    "\"", "\"\"\"", "#\"", "\"#", "##\"\"\"", "\"\"\"##", "\\", "\\#", "\\(", "\\#(", "(", ")", "'",
    "/", " /", "/ ", "#/", "/#", "##/\n", "/*", "*/", "//", "\n", "\r\n", "\r", " ", "\t", "`", "$",
    "$0", ".", "..", "0x", "0x1.", "1.", "1e", "0b", "p+", "_", "-", "->", "=", "==", "&", "!", "?",
    "<#", "#>", "<", ">", ">>", "::", ":", ",", ";", "@", "#", "#if", "#available", "try? ",
    "func ",
    "operator ", "self", "return ", "\u{201C}", "\u{201D}", "\u{A0}", "\u{FEFF}", "\u{0}",
    "\u{1}", "\u{300}", "é", "→", "\n<<<<<<< a\n", "\n>>>>>>> b\n", "\n>>>> a\n",
    "\n<<<<\n",
  ]

  private mutating func below(_ bound: Int) -> Int { Int(draw() % UInt64(bound)) }

  /// SplitMix64.
  private mutating func draw() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
