/// The report for people: every finding with its code and its path, then the ledger in brief.
public enum TextReport {
  /// How much is said.
  public enum Extent: Sendable {
    case full
    /// Findings only.
    case quiet
  }

  public static func render(
    _ report: Report, sources: SourceTable, rules: RuleTable, extent: Extent = .full,
    isColoured: Bool = false
  ) -> String {
    var printer = Printer(
      report: report, sources: sources, rules: rules, ink: Ink(isColoured: isColoured))
    for finding in report.findings { printer.print(finding) }
    if extent == .full { printer.printSummary() }
    return printer.lines.isEmpty ? "" : printer.lines.joined(separator: "\n") + "\n"
  }

  /// More steps and more gaps than this are counted, not printed; the JSON report has them all.
  fileprivate static let stepLimit = 20
  fileprivate static let listLimit = 10
}

private struct Printer {
  let report: Report
  let sources: SourceTable
  let rules: RuleTable
  let ink: Ink
  var lines: [String] = []

  // MARK: Findings

  mutating func print(_ finding: Finding) {
    let colour = Ink.colour(of: finding.severity)
    let gutter = gutterWidth(finding)
    lines.append(
      ink(place(finding.range), .strong) + ": " + ink(finding.severity.rawValue, colour) + ": "
        + ink(Neutral.text(finding.message), .strong) + " [\(title(finding.code))]")
    if let frame = CodeFrame(finding.range, sources: sources) {
      lines.append(ink(String(repeating: " ", count: gutter) + " |", .gutter))
      lines += frame.lines(gutter: gutter, ink: ink, colour: colour)
    }
    var shown = finding.range
    for (index, step) in finding.trace.prefix(TextReport.stepLimit).enumerated() {
      lines.append(
        "  \(index + 1). " + ink(place(step.range), .strong) + ": " + Neutral.text(step.message))
      // The code that stands right above need not be shown again.
      if step.range != shown, step.range != finding.range,
        let frame = CodeFrame(step.range, sources: sources)
      {
        lines += frame.lines(gutter: gutter + 4, ink: ink, colour: .gutter)
        shown = step.range
      }
    }
    if finding.trace.count > TextReport.stepLimit {
      lines.append("  … \(finding.trace.count - TextReport.stepLimit) more steps")
    }
    for fix in finding.fixes { note("fix", Neutral.text(fix.description)) }
    if !finding.also.isEmpty {
      note("also", finding.also.map(title).joined(separator: ", "))
    }
    if finding.evidence != [.source], !finding.evidence.isEmpty {
      note("seen in", finding.evidence.map(\.rawValue).joined(separator: ", "))
    }
    lines.append("")
  }

  private mutating func note(_ name: String, _ text: String) {
    lines.append("  " + ink("= \(name):", .strong) + " " + text)
  }

  private func gutterWidth(_ finding: Finding) -> Int {
    let steps = finding.trace.prefix(TextReport.stepLimit).map(\.range.start.line)
    return String((steps + [finding.range.start.line]).max() ?? 0).count
  }

  private func title(_ code: RuleCode) -> String {
    rules[code].map { "\(code) \($0.name)" } ?? code.description
  }

  private func place(_ range: SourceRange) -> String {
    "\(Neutral.text(report.path(range.file))):\(range.start.line):\(range.start.column)"
  }

  // MARK: Summary

  mutating func printSummary() {
    lines.append(findingLine)
    printLedger()
    for entry in report.unchecked where !isInLedger(entry) {
      lines.append(
        "not checked: \(entry.family.code) \(entry.family.name): \(Neutral.text(entry.reason))"
          + remedy(entry))
    }
    list(
      report.assumptions.map { "assumed: \(Neutral.text($0))" }, more: "assumptions", indent: "")
    if !report.gaps.isEmpty {
      lines.append("\(counted(report.gaps.count, "gap")): not understood by dmalint")
      list(
        report.gaps.map { gap in
          "\(Neutral.text(report.path(gap.range.file))):\(gap.range.start.line): "
            + Neutral.text(gap.message)
        }, more: "gaps", indent: "  ")
    }
    if report.suppressed > 0 {
      lines.append("\(counted(report.suppressed, "finding")) suppressed by comments")
    }
    if report.inBaseline > 0 {
      lines.append("\(counted(report.inBaseline, "finding")) held by the baseline")
    }
    if !report.failures.isEmpty {
      lines.append("\(counted(report.failures.count, "problem")) with the inputs (see above)")
    }
  }

  private var findingLine: String {
    var text =
      report.findings.isEmpty
      ? "no findings"
      : Severity.allCases.reversed()
        .filter { report.count($0) > 0 }
        .map { ink(counted(report.count($0), $0.rawValue), Ink.colour(of: $0)) }
        .joined(separator: ", ")
    text += " in \(counted(report.analysedFiles, "file"))"
    if !report.platform.name.isEmpty { text += " for \(Neutral.text(report.platform.name))" }
    return text
  }

  private mutating func printLedger() {
    if report.transfers.isEmpty {
      lines.append("no transfers")
      return
    }
    let verdicts = Verdict.allCases.filter { $0 != .unknown } + [.unknown]
    lines.append(
      "\(counted(report.transfers.count, "transfer")): "
        + verdicts.map { "\(report.transferCount($0)) \($0.rawValue)" }.joined(separator: ", "))
    list(unknownReasons, more: "reasons", indent: "  ")
  }

  /// Whether a line of the ledger gives the same reason for the same family.
  private func isInLedger(_ entry: Unchecked) -> Bool {
    report.transfers.contains { transfer in
      transfer.clauses.contains {
        $0.verdict == .unknown && $0.family == entry.family && $0.reason == entry.reason
      }
    }
  }

  private func remedy(_ entry: Unchecked) -> String {
    entry.remedy.map { " (to decide it: \(Neutral.text($0)))" } ?? ""
  }

  /// Why clauses are unknown, the most frequent reason first.
  private var unknownReasons: [String] {
    var counts: [Unchecked: Int] = [:]
    for clause in report.transfers.flatMap(\.clauses) where clause.verdict == .unknown {
      let reason = clause.reason ?? "not examined"
      let known = report.unchecked.first { $0.family == clause.family && $0.reason == reason }
      counts[known ?? Unchecked(clause.family, reason), default: 0] += 1
    }
    return
      counts.sorted {
        ($1.value, $0.key.family.rawValue, $0.key.reason)
          < ($0.value, $1.key.family.rawValue, $1.key.reason)
      }
      .map {
        "unknown: \($0.key.family.code) \($0.key.family.name) of "
          + "\(counted($0.value, "transfer")): \(Neutral.text($0.key.reason))" + remedy($0.key)
      }
  }

  private mutating func list(_ entries: [String], more: String, indent: String) {
    lines += entries.prefix(TextReport.listLimit).map { indent + $0 }
    if entries.count > TextReport.listLimit {
      lines.append("\(indent)… \(entries.count - TextReport.listLimit) more \(more)")
    }
  }
}

/// `1 error`, `2 errors`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
