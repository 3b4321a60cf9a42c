import Foundation
import Testing

@testable import DMALint

/// What holds of the tokens of any bytes.
@Suite struct LexerPropertyTests {
  @Test func filesAreTiled() throws {
    for source in try swiftFiles() { expectTiling(source) }
  }

  @Test func randomBytesAreTiled() {
    var random = SplitMix(seed: 1)
    for _ in 0..<2_000 {
      expectTiling((0..<random.below(80)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
  }

  @Test func randomSnippetsAreTiled() {
    var random = SplitMix(seed: 2)
    for _ in 0..<4_000 {
      expectTiling((0..<random.below(30)).flatMap { _ in snippets.randomElement(&random).utf8 })
    }
  }

  @Test func damagedFilesAreTiled() throws {
    var random = SplitMix(seed: 3)
    for source in try swiftFiles() where !source.isEmpty {
      for _ in 0..<20 {
        let start = random.below(source.count)
        var piece = Array(source[start..<min(source.count, start + 300)])
        for _ in 0..<4 {
          let index = random.below(piece.count + 1)
          piece.insert(contentsOf: snippets.randomElement(&random).utf8, at: index)
          piece.remove(at: random.below(piece.count))
        }
        expectTiling(piece)
      }
    }
  }

  /// Depth costs neither stack nor more than linear time.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "/*", "(", "[", "\"\\(", "#\"\\#(", "#\"\"\"\\#(", "\"\"\"\n\\(", "((/a", "#/\n", "/**/+",
      "+/+/**/", "“", "+<#", "#", "`\n", "\n<<<<<<< a", "\n>>>> a", "#\"\"\"", "'\\(\"", "\\\"",
    ])
  func deepNestingIsLinear(_ snippet: String) {
    let source = Array(String(repeating: snippet, count: 100_000).utf8)
    let tokens = Lexer.tokens(of: source)
    #expect(tokens.last == Token(.eof, UInt32(source.count), UInt32(source.count), last(tokens)))
  }

  private func last(_ tokens: [Token]) -> TokenFlags { tokens[tokens.count - 1].flags }

  private let snippets = [
    "\"", "\"\"\"", "#\"", "\"#", "\\", "\\(", "\\#(", "(", ")", "'", "/", " /", "/ ", "#/", "/#",
    "/*", "*/", "//", "\n", "\r", " ", "`", "$", ".", "0x", "1.", "e+", "_", "-", "=", "&", "!",
    "?", "<#", "#>", "<", ">", ":", "::", ",", "@", "#if", "try? ", "func", "self", "\u{201C}",
    "\u{201D}", "\u{A0}", "\u{FEFF}", "\u{0}", "\u{300}", "é", "→", "\n<<<<<<< a\n",
    "\n>>>>>>> b\n",
  ]

  /// The Swift files of the fixtures and of dmalint itself.
  private func swiftFiles() throws -> [[UInt8]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ["Sources", "Tests"].flatMap { folder in
      let below = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      let names = (below?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".swift") }.sorted()
      return try names.map { name in
        [UInt8](try Data(contentsOf: root.appending(path: folder).appending(path: name)))
      }
    }
  }
}

/// Checks that tokens are ordered, that nothing but trivia lies between them, that flags tell the
/// truth about it, and that the end is marked.
func expectTiling(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) {
  let tokens = Lexer.tokens(of: bytes)
  var end = 0
  var isSound = true
  for (index, token) in tokens.enumerated() {
    let gap = bytes[end..<max(end, Int(token.start))]
    let isLast = index == tokens.count - 1
    isSound =
      isSound && Int(token.start) >= end && isTrivia(gap, isStart: end == 0)
      && (token.kind == .eof) == isLast && (token.start < token.end) == !isLast
      && token.flags.contains(.spaceBefore) == (!gap.isEmpty || index == 0)
    if index > 0, !isLast {
      isSound = isSound && tokens[index - 1].flags.contains(.spaceAfter) == !gap.isEmpty
    }
    end = Int(token.end)
  }
  isSound = isSound && end == bytes.count
  let text = Testing.Comment(rawValue: String(decoding: bytes, as: UTF8.self).debugDescription)
  #expect(isSound, text, sourceLocation: location)
}

/// Reads white space, comments, byte order marks and a shebang line in the plainest way.
private func isTrivia(_ bytes: ArraySlice<UInt8>, isStart: Bool) -> Bool {
  var rest = bytes
  var isStart = isStart
  while !rest.isEmpty {
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
      rest.removeFirst(3)
      continue
    }
    if rest.starts(with: [0xC2, 0xA0]) {
      rest.removeFirst(2)
    } else if rest.starts(with: "//".utf8) || (isStart && rest.starts(with: "#!".utf8)) {
      rest = rest.drop { $0 != 0x0A && $0 != 0x0D }
    } else if rest.starts(with: "/*".utf8) {
      var depth = 0
      repeat {
        if rest.starts(with: "/*".utf8) {
          depth += 1
          rest = rest.dropFirst(2)
        } else if rest.starts(with: "*/".utf8) {
          depth -= 1
          rest = rest.dropFirst(2)
        } else {
          rest = rest.dropFirst()
        }
      } while depth > 0 && !rest.isEmpty
    } else {
      guard let byte = rest.first, byte == 0x20 || (0x09...0x0D).contains(byte) else {
        return false
      }
      rest.removeFirst()
    }
    isStart = false
  }
  return true
}

extension SplitMix {
  fileprivate mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

extension [String] {
  fileprivate func randomElement(_ random: inout SplitMix) -> String { self[random.below(count)] }
}
