/// `--format`.
enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, sarif, github, xcode
}
