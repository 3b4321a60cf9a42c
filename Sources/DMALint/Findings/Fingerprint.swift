/// What a finding is recognised by although its file has been edited elsewhere.
///
/// A hash of the code, the file, the function, the buffer and the text of the line without its
/// white space and comments, then `:` and which of the findings with this hash it is. Line numbers,
/// indentation, messages and severities are not part of it.
public struct Fingerprint: Hashable, Sendable {
  /// 16 hexadecimal digits.
  public var hash: String
  /// One-based.
  public var occurrence: Int

  public var description: String { "\(hash):\(occurrence)" }

  /// Reads `0123456789abcdef:1`.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 16, let occurrence = Int(parts[1]),
      occurrence >= 1, UInt64(parts[0], radix: 16) != nil
    else { return nil }
    hash = String(parts[0])
    self.occurrence = occurrence
  }

  init(hash: String, occurrence: Int) {
    self.hash = hash
    self.occurrence = occurrence
  }
}

extension Report {
  /// Puts a fingerprint into every finding; the findings must be in report order.
  mutating func fingerprint(sources: SourceTable, annotations: [FileID: FileAnnotations]) {
    var seen: [String: Int] = [:]
    for index in findings.indices {
      let finding = findings[index]
      let line = codeText(
        line: finding.range.start.line, of: finding.range.file, sources: sources,
        annotations: annotations[finding.range.file])
      var hash = FNV1a()
      for part in [
        finding.code.description, path(finding.range.file), finding.function, finding.buffer,
      ] {
        hash.add(part.utf8)
      }
      hash.add(line)
      seen[hash.text, default: 0] += 1
      findings[index].fingerprint =
        Fingerprint(hash: hash.text, occurrence: seen[hash.text, default: 1]).description
    }
  }
}

/// The bytes of a line without white space and without the parts that comments cover.
private func codeText(
  line number: UInt32, of file: FileID, sources: SourceTable, annotations: FileAnnotations?
) -> [UInt8] {
  guard let line = sources.line(number, of: file) else { return [] }
  var text = Array(line)
  for comment in annotations?.comments ?? []
  where comment.range.start.line <= number && number <= comment.range.end.line {
    let first = comment.range.start.line == number ? Int(comment.range.start.column) - 1 : 0
    let last = comment.range.end.line == number ? Int(comment.range.end.column) - 1 : text.count
    for index in max(first, 0)..<max(first, min(last, text.count)) { text[index] = 0x20 }
  }
  return text.filter { $0 != 0x20 && $0 != 0x09 }
}

/// The Fowler-Noll-Vo hash: short, stable over time and machines, no defence against malice.
private struct FNV1a {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // A byte that UTF-8 never uses keeps neighbouring parts apart.
    value = (value ^ 0xFF) &* 0x100_0000_01B3
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
