/// One line of Flow text, cut into what it says, the position behind that, and an opening brace.
struct FlowLine {
  /// The bytes without comment, position, brace and the spaces around them.
  private(set) var content: Range<Int>
  /// The bytes behind the `@` of a position that ends the line; may turn out to be something else.
  private(set) var position: Range<Int>?
  private(set) var opens = false
  /// The bytes of all three.
  let extent: Range<Int>

  /// An empty line.
  init(at index: Int) {
    content = index..<index
    extent = content
  }

  /// The line in the range of bytes, nil where it says nothing.
  init?(_ bytes: [UInt8], in range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound, Self.isSpace(bytes[index]) { index += 1 }
    let start = index
    var end = index
    var at: Int?
    var depth = 0
    var isQuoted = false
    scan: while index < range.upperBound {
      let byte = bytes[index]
      let next = index + 1 < range.upperBound ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case _ where isQuoted: break
      case UInt8(ascii: "/") where next == byte: break scan
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "@") where depth == 0 && (0x30...0x39).contains(next): at = index
      default: break
      }
      index += 1
      if !Self.isSpace(byte) { end = min(index, range.upperBound) }
    }
    guard start < end else { return nil }
    extent = start..<end
    if !isQuoted, bytes[end - 1] == UInt8(ascii: "{") {
      opens = true
      end = Self.trimmed(bytes, start..<(end - 1))
    }
    content = start..<end
    if let at, at < end {
      position = (at + 1)..<end
      content = start..<Self.trimmed(bytes, start..<at)
    }
  }

  /// Takes what looked like a position to be content.
  mutating func dropPosition() {
    guard let position else { return }
    content = content.lowerBound..<position.upperBound
    self.position = nil
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }
}
