/// Workflow commands that annotate a pull request, the worst first.
///
/// A runner shows ten annotations of each kind for a step and drops the rest in silence, so the
/// tenth of a longer list says how many there are.
public enum GitHubReport {
  private static let cap = 10
  /// The runner cuts messages at 4,096 characters.
  private static let messageLimit = 4000

  /// `prefix` leads from the checkout's root to the current folder; empty or with a slash at its end.
  public static func render(_ report: Report, rules: RuleTable, prefix: String = "") -> String {
    let failures = report.failures.map { failure in
      Annotation(
        kind: .error, path: failure.path, start: failure.line.map { Position(line: $0, column: 1) },
        title: "dmalint could not use this", message: failure.message)
    }
    let annotations = failures + report.findings.map { annotation(for: $0, report, rules) }
    var text = ""
    for kind in Kind.allCases {
      let all = annotations.filter { $0.kind == kind }
      for annotation in all.prefix(all.count > cap ? cap - 1 : cap) {
        text += annotation.command(prefix: prefix)
      }
      if all.count > cap {
        let message =
          "\(all.count - cap + 1) more of this kind; the step summary and the other formats of "
          + "dmalint list them all"
        text += Annotation(kind: kind, path: "", title: "dmalint", message: message)
          .command(prefix: prefix)
      }
    }
    return text
  }

  private static func annotation(
    for finding: Finding, _ report: Report, _ rules: RuleTable
  ) -> Annotation {
    var message = finding.message
    for (index, step) in finding.trace.enumerated() {
      message +=
        "\n\(index + 1). \(report.path(step.range.file)):\(step.range.start.line): \(step.message)"
    }
    for fix in finding.fixes { message += "\nfix: \(fix.description)" }
    return Annotation(
      kind: Kind(finding.severity), path: report.path(finding.range.file),
      start: finding.range.start, end: finding.range.end,
      title: "\(finding.code) \(rules.name(of: finding.code))", message: message)
  }

  /// The kinds of annotation, in the order of their output.
  private enum Kind: String, CaseIterable {
    case error, warning, notice

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .note: self = .notice
      }
    }
  }

  private struct Annotation {
    var kind: Kind
    /// Empty for one that belongs to no file.
    var path: String
    var start: Position?
    var end: Position?
    var title: String
    var message: String

    func command(prefix: String) -> String {
      var properties: [String] = []
      if !path.isEmpty {
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        properties.append("file=\(escapedProperty(isAbsolute ? path : prefix + path))")
        if let start {
          properties.append("line=\(start.line)")
          properties.append("col=\(start.column)")
          // Columns of a range over several lines make the runner drop them all.
          if let end, end.line == start.line, end.column > start.column {
            properties.append("endColumn=\(end.column)")
          }
        }
      }
      properties.append("title=\(escapedProperty(title))")
      var text = String(message.unicodeScalars.prefix(messageLimit))
      if text.unicodeScalars.count < message.unicodeScalars.count { text += "…" }
      return "::\(kind.rawValue) \(properties.joined(separator: ","))::\(escapedData(text))\n"
    }
  }

  private static func escapedData(_ text: String) -> String {
    escape(Neutral.lines(text), also: [])
  }

  private static func escapedProperty(_ text: String) -> String {
    escape(Neutral.text(text), also: [":", ","])
  }

  private static func escape(_ text: String, also: Set<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "\r" || scalar == "\n" || also.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
