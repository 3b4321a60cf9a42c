import DMALint

/// Calls of certain functions as the text of a C file shows them, for files that clang does not
/// understand.
struct CallScan {
  struct Call {
    var name: String
    var line: UInt32
    var column: UInt32
    /// The lines of the function's body that it stands in.
    var body: ClosedRange<UInt32>
  }

  /// What stands before a name.
  private enum Previous { case text, type, other }

  /// A word before another one is a type, or one of those behind which an expression begins.
  private static func previous(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Previous {
    ["return", "else", "do", "case", "goto"].contains(String(decoding: word, as: UTF8.self))
      ? .other : .type
  }

  private(set) var calls: [Call] = []

  init(_ text: UnsafeBufferPointer<UInt8>, isWanted: (String) -> Bool) {
    var line: UInt32 = 1
    var lineStart = 0
    var index = 0
    var depth = 0
    var bodyStart: UInt32 = 1
    var pending: [Call] = []
    var isLineStart = true
    // What stands before: `extern "C" {` is no body, and a name behind a type is being declared.
    var previous = Previous.other
    func skipToLineEnd() {
      while index < text.count, text[index] != UInt8(ascii: "\n") {
        if text[index] == UInt8(ascii: "\\"), index + 1 < text.count,
          text[index + 1] == UInt8(ascii: "\n")
        {
          line += 1
          index += 1
          lineStart = index + 1
        }
        index += 1
      }
    }
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = index + 1
        isLineStart = true
        index += 1
        continue
      case UInt8(ascii: "#") where isLineStart: skipToLineEnd()
      case UInt8(ascii: "/") where index + 1 < text.count && text[index + 1] == byte:
        skipToLineEnd()
      case UInt8(ascii: "/") where index + 1 < text.count && text[index + 1] == UInt8(ascii: "*"):
        index += 2
        while index + 1 < text.count,
          !(text[index] == UInt8(ascii: "*") && text[index + 1] == UInt8(ascii: "/"))
        {
          if text[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
          }
          index += 1
        }
        index += 2
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        index += 1
        while index < text.count, text[index] != byte, text[index] != UInt8(ascii: "\n") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        if index < text.count, text[index] == byte { index += 1 }
        previous = .text
      case UInt8(ascii: "{"):
        if depth > 0 || previous != .text {
          if depth == 0 { bodyStart = line }
          depth += 1
        }
        previous = .other
        index += 1
      case UInt8(ascii: "}"):
        depth = max(0, depth - 1)
        previous = .other
        index += 1
        if depth == 0 {
          for var call in pending {
            call.body = bodyStart...max(bodyStart, line)
            calls.append(call)
          }
          pending = []
        }
      case _ where CharacterClass.isWordStart(byte):
        let start = index
        while index < text.count, CharacterClass.isWord(text[index]) { index += 1 }
        let isDeclared = previous == .type
        defer { previous = CallScan.previous(text[start..<index]) }
        var next = index
        while next < text.count, CharacterClass.isBlank(text[next]) { next += 1 }
        guard depth > 0, next < text.count, text[next] == UInt8(ascii: "(") else { break }
        let name = String(decoding: text[start..<index], as: UTF8.self)
        guard !isDeclared, isWanted(name) else { break }
        pending.append(
          Call(
            name: name, line: line, column: UInt32(start - lineStart + 1), body: line...line))
      default:
        // The star of a pointer type leaves what comes next declared.
        if !CharacterClass.isBlank(byte), byte != UInt8(ascii: "*") { previous = .other }
        index += 1
      }
      if !CharacterClass.isBlank(byte) { isLineStart = false }
    }
    for var call in pending {
      call.body = bodyStart...max(bodyStart, line)
      calls.append(call)
    }
  }
}
