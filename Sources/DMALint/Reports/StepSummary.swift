/// The report as Markdown, for the summary page of a workflow step.
///
/// Text from files goes through `escape`, which leaves no character that Markdown or HTML would
/// take for its own. The page stays below the size at which GitHub drops it as a whole.
public enum StepSummary {
  /// GitHub's limit is 1 MiB for a step, of which other commands may want a part.
  private static let limit = 900 << 10

  public static func render(_ report: Report, rules: RuleTable) -> String {
    var page = Page(limit: limit)
    page.add("## dmalint\n\n\(headline(report))\n\n")
    page.addTable(
      head: "| | rule | place | function | what |\n| --- | --- | --- | --- | --- |\n",
      rows: report.findings.sorted { $0.severity > $1.severity }.map { row($0, report, rules) },
      more: "findings")
    page.addTable(
      head: "### Not usable\n\n| place | reason |\n| --- | --- |\n",
      rows: report.failures.map { failure in
        "| \(escape(failure.path)) \(failure.line.map(String.init) ?? "") "
          + "| \(escape(failure.message)) |\n"
      }, more: "reasons")
    page.addTable(
      head: "### Transfers\n\n\(ledgerLine(report))\n\n"
        + "| start | buffer | channel | verdict | why |\n| --- | --- | --- | --- | --- |\n",
      rows: report.transfers.map { row($0, report) }, more: "transfers")
    return page.text
  }

  /// Text as Markdown shows it: every ASCII character of punctuation as an entity, except those
  /// that mean nothing.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in Neutral.text(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "-", "/", ",": result.unicodeScalars.append(scalar)
      case _ where scalar.isASCII: result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func headline(_ report: Report) -> String {
    let counts = Severity.allCases.reversed().filter { report.count($0) > 0 }
      .map { counted(report.count($0), $0.rawValue) }
    let found = counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    let platform = report.platform.name
    return "**\(found)** in \(counted(report.analysedFiles, "file"))"
      + (platform.isEmpty ? "" : " for \(escape(platform))")
  }

  private static func ledgerLine(_ report: Report) -> String {
    "\(counted(report.transfers.count, "transfer")): \(report.transferCount(.kept)) kept, "
      + "\(report.transferCount(.violated)) violated, \(report.transferCount(.unknown)) unknown"
  }

  private static func row(_ finding: Finding, _ report: Report, _ rules: RuleTable) -> String {
    let steps = finding.trace.map { step in
      "<br>\(escape("\(report.path(step.range.file)):\(step.range.start.line): \(step.message)"))"
    }
    let place = "\(report.path(finding.range.file)):\(finding.range.start.line)"
    return "| \(finding.severity.rawValue) "
      + "| \(finding.code) \(escape(rules.name(of: finding.code))) "
      + "| \(escape(place)) | \(escape(finding.function)) "
      + "| \(escape(finding.message))\(steps.joined()) |\n"
  }

  private static func row(_ entry: LedgerEntry, _ report: Report) -> String {
    let place = "\(report.path(entry.range.file)):\(entry.range.start.line)"
    let why = entry.clauses.filter { $0.verdict != .kept }.map { clause in
      "\(clause.family.code) \(clause.verdict.rawValue)"
        + (clause.reason.map { ": \($0)" } ?? "")
    }
    return "| \(escape(place)) | \(escape(entry.buffer)) | \(escape(entry.channel)) "
      + "| \(entry.verdict.rawValue) | \(why.map(escape).joined(separator: "<br>")) |\n"
  }

  /// A text that stops growing at its limit, between two rows.
  private struct Page {
    let limit: Int
    var text = ""
    private var size = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ part: String) {
      text += part
      size += part.utf8.count
    }

    mutating func addTable(head: String, rows: [String], more: String) {
      if rows.isEmpty { return }
      add(head)
      for (index, row) in rows.enumerated() {
        // What is said about the rest has to fit as well.
        if size + row.utf8.count > limit - 4096 {
          add("\n… \(rows.count - index) more \(more)\n\n")
          return
        }
        add(row)
      }
      add("\n")
    }
  }
}
