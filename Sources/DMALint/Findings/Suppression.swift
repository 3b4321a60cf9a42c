/// A comment that takes findings out of the report: `// dmalint:ignore DMA101 reason`.
public struct Suppression: Hashable, Sendable {
  /// From `dmalint:` to the end of the comment's line.
  public var range: SourceRange
  /// The whole comment.
  public var comment: SourceRange
  public var scope: Scope
  /// At least one.
  public var rules: [Name]
  public var reason: String

  /// How far a suppression reaches.
  public enum Scope: Hashable, Sendable {
    case lines(ClosedRange<UInt32>)
    case file
  }

  /// What the comment names, and the rule or family with that name.
  public struct Name: Hashable, Sendable {
    public var text: String
    public var selector: RuleSelector?
  }

  /// Whether a finding on this line is within reach.
  func reaches(line: UInt32) -> Bool {
    switch scope {
    case .lines(let lines): lines.contains(line)
    case .file: true
    }
  }

  /// What stands in a file's comments.
  public struct Reading: Sendable {
    public var suppressions: [Suppression] = []
    /// Where a suppression names no rule at all.
    public var withoutRule: [SourceRange] = []
    /// Words behind `dmalint:` that mean nothing.
    public var unknown: [(range: SourceRange, word: String)] = []
  }

  /// Reads the comments of one file. A suppression stands at the beginning of a comment or of a
  /// line of a comment; elsewhere it is prose.
  public static func read(
    _ annotations: FileAnnotations, bytes: [UInt8], rules: RuleTable
  ) -> Reading {
    var reading = Reading()
    var layout: CommentLayout?
    for comment in annotations.comments {
      for directive in directives(in: comment) {
        switch directive.word {
        case "ignore", "ignore-file":
          let (names, reason) = ruleNames(directive.rest)
          if names.isEmpty {
            reading.withoutRule.append(directive.range)
            continue
          }
          if layout == nil { layout = CommentLayout(annotations, bytes: bytes) }
          reading.suppressions.append(
            Suppression(
              range: directive.range, comment: comment.range,
              scope: directive.word == "ignore-file"
                ? .file : .lines(layout?.lines(of: comment.range) ?? 1...1),
              rules: names.map { Name(text: $0, selector: rules.selector($0)) }, reason: reason))
        default:
          reading.unknown.append((directive.range, directive.word))
        }
      }
    }
    return reading
  }
}

/// `dmalint:` at the beginning of a comment's line: the word behind it, and the rest of the line.
private struct Directive {
  var range: SourceRange
  var word: String
  var rest: Substring.UTF8View
}

private func directives(in comment: FileAnnotations.Comment) -> [Directive] {
  let key = "dmalint:"
  // Nearly every comment is prose: look before splitting anything.
  guard comment.text.utf8.contains(UInt8(ascii: ":")) else { return [] }
  var result: [Directive] = []
  let lines = Substring(comment.text).utf8
    .split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
  // A `\r\n` makes an empty piece of its own that is no line.
  var number = comment.range.start.line
  var previousEnd: String.Index?
  for line in lines {
    defer { previousEnd = line.endIndex }
    if let end = previousEnd {
      let separator = comment.text.utf8[end]
      let isSecondHalf =
        separator == 0x0A && end > comment.text.startIndex
        && comment.text.utf8[comment.text.utf8.index(before: end)] == 0x0D
      if !isSecondHalf { number += 1 }
    }
    var rest = Substring(line).utf8
    rest = rest.drop { isBlank($0) }
    rest = rest.drop {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "!")
    }
    rest = rest.drop { isBlank($0) }
    guard rest.starts(with: key.utf8) else { continue }
    let offset = UInt32(line.count - rest.count)
    let base = number == comment.range.start.line ? comment.range.start.column : 1
    if rest.suffix(2).elementsEqual("*/".utf8) { rest = rest.dropLast(2) }
    let start = Position(line: number, column: base + offset)
    let end = Position(line: number, column: start.column + UInt32(rest.count))
    let text = rest.dropFirst(key.utf8.count)
    let word = text.prefix { isNameByte($0) }
    result.append(
      Directive(
        range: SourceRange(file: comment.range.file, start: start, end: end),
        word: String(Substring(word)), rest: text.dropFirst(word.count)))
  }
  return result
}

/// The names at the beginning, separated by commas, and what follows them.
private func ruleNames(_ text: Substring.UTF8View) -> (names: [String], reason: String) {
  var names: [String] = []
  var rest = text
  while true {
    rest = rest.drop { isBlank($0) }
    let name = rest.prefix { isNameByte($0) }
    if name.isEmpty { break }
    names.append(String(Substring(name)))
    rest = rest.dropFirst(name.count)
    let afterBlanks = rest.drop { isBlank($0) }
    guard afterBlanks.first == UInt8(ascii: ",") else { break }
    rest = afterBlanks.dropFirst()
  }
  var reason = rest.drop { isBlank($0) }
  while let last = reason.last, isBlank(last) { reason = reason.dropLast() }
  return (names, String(Substring(reason)))
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

private func isNameByte(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
}
