import DMALint

/// What a comment beside the code of a fixture says about the line.
///
/// `// finding: DMA401 "read while"`, `// label: "starts here"`, `// miss: DMA401`,
/// `// false-alarm: DMA401`; several may share a comment. A line that holds nothing but such a
/// comment speaks of the next line that holds more.
struct Expectation: Hashable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// Exactly this is reported on this line.
    case finding
    /// A step of some finding's trace lies here.
    case label
    /// Should be reported here and is not yet.
    case miss
    /// Is reported here and should not be.
    case falseAlarm = "false-alarm"
  }

  var kind: Kind
  /// The rule; nil for labels.
  var code: RuleCode?
  /// A part of the message.
  var text: String?
  var file: String
  var line: UInt32

  /// Whether a finding with this code and message is what the comment means.
  func means(_ code: RuleCode, _ message: String) -> Bool {
    self.code == code && (text.map(message.contains) ?? true)
  }
}

extension Expectation {
  /// All that the comments of one file say, and what is wrong with how they say it.
  static func read(
    _ text: String, file: String
  ) -> (expectations: [Expectation], problems: [String]) {
    var expectations: [Expectation] = []
    var problems: [String] = []
    var waiting: [Expectation] = []
    var number: UInt32 = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard let comment = comment(of: line) else {
        expectations += waiting.map { $0.moved(to: number) }
        waiting = []
        continue
      }
      var found: [Expectation] = []
      for (kind, rest) in statements(in: comment.text) {
        if let made = make(kind, rest, file, number) {
          found.append(made)
        } else {
          problems.append(
            "\(file):\(number): '\(kind.rawValue):' needs a rule, or a text in quotes")
        }
      }
      if !found.isEmpty && comment.isAlone {
        waiting += found
      } else {
        expectations += found + waiting.map { $0.moved(to: number) }
        waiting = []
      }
    }
    for lost in waiting { problems.append("\(file):\(lost.line): no line follows this comment") }
    return (expectations, problems)
  }

  private func moved(to line: UInt32) -> Expectation {
    var copy = self
    copy.line = line
    return copy
  }

  /// The first comment of a line, and whether nothing stands before it.
  private static func comment(of line: Substring) -> (text: Substring, isAlone: Bool)? {
    for mark in ["//", "/*", "; ", "# "] {
      guard let range = line.firstRange(of: mark) else { continue }
      let text = line[range.upperBound...]
      guard Kind.allCases.contains(where: { text.contains($0.rawValue + ": ") }) else { continue }
      return (text, line[..<range.lowerBound].allSatisfy { $0 == " " })
    }
    return nil
  }

  private static func statements(in comment: Substring) -> [(Kind, Substring)] {
    var found: [(kind: Kind, at: Substring.Index, rest: Substring)] = []
    for kind in Kind.allCases {
      for range in comment.ranges(of: kind.rawValue + ": ") {
        let isWord =
          range.lowerBound == comment.startIndex
          || " ".contains(comment[comment.index(before: range.lowerBound)])
        if isWord { found.append((kind, range.lowerBound, comment[range.upperBound...])) }
      }
    }
    return found.sorted { $0.at < $1.at }.map { ($0.kind, $0.rest) }
  }

  private static func make(
    _ kind: Kind, _ rest: Substring, _ file: String, _ line: UInt32
  ) -> Expectation? {
    var rest = rest
    var code: RuleCode?
    if kind != .label {
      code = RuleCode(rest.prefix { $0.isLetter || $0.isNumber })
      guard code != nil else { return nil }
      rest = rest.drop { $0.isLetter || $0.isNumber }
      rest = rest.drop { $0 == " " }
    }
    var text: String?
    if rest.first == "\"" {
      let quoted = rest.dropFirst()
      guard let end = quoted.firstIndex(of: "\"") else { return nil }
      text = String(quoted[..<end])
    }
    if kind == .label && text == nil { return nil }
    return Expectation(kind: kind, code: code, text: text, file: file, line: line)
  }
}
