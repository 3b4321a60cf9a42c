/// One line for every finding and every step of its path, as Xcode and editors read them.
public enum XcodeReport {
  public static func render(_ report: Report) -> String {
    var text = ""
    for failure in report.failures where !failure.path.isEmpty {
      text += "\(Neutral.text(failure.path)):\(failure.line ?? 1):1: error: "
      text += "\(Neutral.text(failure.message))\n"
    }
    for finding in report.findings {
      text += line(
        report, finding.range, finding.severity.rawValue,
        "\(finding.message) [\(finding.code)]")
      for step in finding.trace { text += line(report, step.range, "note", step.message) }
    }
    return text
  }

  private static func line(
    _ report: Report, _ range: SourceRange, _ kind: String, _ message: String
  ) -> String {
    "\(Neutral.text(report.path(range.file))):\(range.start.line):\(range.start.column): "
      + "\(kind): \(Neutral.text(message))\n"
  }
}
