/// The findings that a team has decided to live with for now: how often each fingerprint occurs.
public struct Baseline: Sendable {
  /// One hash, for all findings that share it.
  public struct Entry: Hashable, Sendable {
    public var hash: String
    public var count: Int
    /// For people who read the file.
    public var code: String
    public var file: String
  }

  public var entries: [Entry]

  public init(of report: Report) {
    var index: [String: Int] = [:]
    var entries: [Entry] = []
    for finding in report.findings {
      guard let print = Fingerprint(finding.fingerprint) else { continue }
      if let known = index[print.hash] {
        entries[known].count += 1
      } else {
        index[print.hash] = entries.count
        entries.append(
          Entry(
            hash: print.hash, count: 1, code: finding.code.description,
            file: report.path(finding.range.file)))
      }
    }
    self.entries = entries
  }

  /// Removes the findings it holds; of several with one hash the first `count`, in report order.
  /// Answers how many entries hold more than there is.
  public func remove(from report: inout Report) -> Int {
    var left: [String: Int] = [:]
    for entry in entries { left[entry.hash, default: 0] += entry.count }
    report.findings.removeAll { finding in
      guard let print = Fingerprint(finding.fingerprint), left[print.hash, default: 0] > 0 else {
        return false
      }
      left[print.hash, default: 0] -= 1
      return true
    }
    return left.count { $0.value > 0 }
  }

  /// The text of a baseline file.
  public func text() -> [UInt8] {
    let findings = entries.map { entry -> JSON in
      [
        "fingerprint": .string(entry.hash), "count": .int(entry.count),
        "code": .string(entry.code), "file": .string(entry.file),
      ]
    }
    return (["version": 1, "tool": "dmalint", "findings": .array(findings)] as JSON).text()
  }

  /// A baseline file, or the reason why it cannot be one.
  public enum Reading: Sendable {
    case baseline(Baseline)
    case corrupt(line: UInt32, reason: String)
  }

  public static func read(_ bytes: [UInt8]) -> Reading {
    let root: JSON
    switch JSON.read(bytes) {
    case .value(let value): root = value
    case .malformed(let line, let reason): return .corrupt(line: line, reason: reason)
    }
    guard root["version"] == 1 else {
      return .corrupt(line: 1, reason: "it is no baseline of this version of dmalint")
    }
    guard case .array(let findings)? = root["findings"] else {
      return .corrupt(line: 1, reason: "'findings' is missing or no list")
    }
    var entries: [Entry] = []
    for (index, finding) in findings.enumerated() {
      guard case .string(let hash)? = finding["fingerprint"], Fingerprint("\(hash):1") != nil,
        case .int(let count)? = finding["count"], count >= 1, count <= 1_000_000
      else {
        return .corrupt(line: 1, reason: "entry \(index + 1) has no fingerprint or no count")
      }
      entries.append(
        Entry(
          hash: hash, count: count, code: finding["code"]?.string ?? "",
          file: finding["file"]?.string ?? ""))
    }
    var baseline = Baseline(of: Report(files: []))
    baseline.entries = entries
    return .baseline(baseline)
  }
}
