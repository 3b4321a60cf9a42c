/// Wildcards of linker scripts: `*`, `?`, `[a-z]`, `[!a]` and `\`.
enum Glob {
  static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (n, p) = (0, 0)
    /// Where the last `*` stands, and how much of the name it has taken so far.
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == Ascii.star {
        star = (p, n)
        p += 1
      } else if p < pattern.count, let length = step(name[n], pattern[p...]) {
        p += length
        n += 1
      } else if let last = star {
        p = last.pattern + 1
        n = last.name + 1
        star = (last.pattern, n)
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == Ascii.star { p += 1 }
    return p == pattern.count
  }

  /// How many bytes of the pattern take one byte; nil where they do not.
  private static func step(_ byte: UInt8, _ pattern: ArraySlice<UInt8>) -> Int? {
    let start = pattern.startIndex
    switch pattern[start] {
    case Ascii.question: return 1
    case Ascii.backslash where pattern.count > 1: return pattern[start + 1] == byte ? 2 : nil
    case Ascii.leftBracket:
      guard let end = pattern.dropFirst(2).firstIndex(of: Ascii.rightBracket) else {
        return byte == Ascii.leftBracket ? 1 : nil
      }
      return isIn(byte, pattern[(start + 1)..<end]) ? end - start + 1 : nil
    default: return pattern[start] == byte ? 1 : nil
    }
  }

  private static func isIn(_ byte: UInt8, _ set: ArraySlice<UInt8>) -> Bool {
    var set = set
    let isNegated = set.first == Ascii.exclamation || set.first == UInt8(ascii: "^")
    if isNegated { set.removeFirst() }
    var isFound = false
    var index = set.startIndex
    while index < set.endIndex {
      if index + 2 < set.endIndex, set[index + 1] == Ascii.minus {
        if set[index] <= byte, byte <= set[index + 2] { isFound = true }
        index += 3
      } else {
        if set[index] == byte { isFound = true }
        index += 1
      }
    }
    return isFound != isNegated
  }
}
