import Foundation
import Testing

@testable import DMALint

/// The SARIF report as others see it.
@Suite struct SARIFTests {
  /// Needs Python and a package index; says so and is skipped where there is none.
  @Test func sarifIsValid() throws {
    let workspace = try Workspace()
    let finished = SampleReport.finished
    let pages = SARIFReport.render(
      finished.report, sources: finished.sources, rules: SampleReport.rules, prefix: "a b/")
    try workspace.write(Data(pages), to: "sample.sarif")
    try workspace.write("", to: "a.swift")
    _ = try workspace.dmalint("a.swift", "lost.swift", "--format", "sarif", "--output", "run.sarif")
    let validator = Workspace.script("validate-sarif")
    let outcome = try workspace.shell("'\(validator)' sample.sarif run.sarif")
    if outcome.status == 77 {
      try Test.cancel("no SARIF validator here: \(outcome.error)")
    }
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
  }

  @Test func columnsCountUTF16UnitsAndRegionsAreOneLine() throws {
    let text = SourceText(path: "ä b.swift", text: "日😀x = start(\n  1)\n")
    var report = Report(files: [text.path])
    report.findings = [
      Finding("DMA101", .error, "x", at: SampleReport.range(0, 1, 8, 2, 5))
    ]
    let result = Finishing(rules: SampleReport.rules, paths: PathSpelling(currentFolder: "/"))
      .finish(report, texts: [text], annotations: [])
    let sarif = String(
      decoding: SARIFReport.render(
        result.report, sources: result.sources, rules: SampleReport.rules), as: UTF8.self)
    #expect(
      sarif.contains(
        #""region": {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 14}"#))
    #expect(sarif.contains(#""uri": "%C3%A4%20b.swift""#))
  }
}
