import Testing

@testable import DMALint

/// What comments suppress, and what is said about those that suppress nothing.
@Suite struct SuppressionTests {
  /// Runs findings of DMA401 and DMA202 on the lines that hold the words `bad401` and `bad202`, and
  /// answers what is reported as `line code`.
  private func check(
    _ source: String, statements: [(UInt32, UInt32, UInt32)] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> (findings: [String], messages: [String], failures: [String]) {
    let rules = RuleTable([
      RuleDescription("DMA401", "access-in-flight", .error, ""),
      RuleDescription("DMA202", "missing-acquire-after-wait", .error, ""),
      RuleDescription("DMA901", "unused-suppression", .warning, ""),
    ])
    let text = SourceText(path: "a.swift", text: source)
    var annotations = CommentScanner.annotations(of: text)
    annotations.statements = statements.map { line, column, end in
      SampleReport.range(0, line, column, end, 99)
    }
    var report = Report(files: ["a.swift"])
    for (index, line) in source.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      for (word, code) in [("bad401", "DMA401"), ("bad202", "DMA202")] where line.contains(word) {
        guard let code = RuleCode(code) else { continue }
        let number = UInt32(index + 1)
        report.findings.append(
          Finding(code, .error, "found", at: SampleReport.range(0, number, 1, number, 2)))
      }
    }
    let result = Finishing(rules: rules, paths: PathSpelling(currentFolder: "/"))
      .finish(report, texts: [text], annotations: [annotations]).report
    return (
      result.findings.map { "\($0.range.start.line) \($0.code)" },
      result.findings.filter { $0.code == "DMA901" }.map(\.message),
      result.failures.map { "\($0.path):\($0.line ?? 0)" }
    )
  }

  @Test(arguments: [
    "bad401() // dmalint:ignore DMA401 because",
    "bad401() // dmalint:ignore access-in-flight",
    "bad401() // dmalint:ignore DMA4",
    "bad401() // dmalint:ignore dma401",
    "bad401() /* dmalint:ignore DMA401 because */",
    "/* dmalint:ignore DMA401 */ bad401()",
    "// dmalint:ignore DMA401 because\nbad401()",
    "// dmalint:ignore DMA401 because\n\n// prose\nbad401()",
    "/// dmalint:ignore DMA401 because\nbad401()",
    "/*\n * dmalint:ignore DMA401 because\n */\nbad401()",
    "bad401()\n// dmalint:ignore-file DMA401 because",
    "/*\n * What this file is.\n * dmalint:ignore-file DMA4 because\n */\nbad401()",
    "\tbad401()\t//dmalint:ignore\tDMA401",
    "bad401() // dmalint:ignore DMA401\r\nfine()\r\n",
    "// dmalint:ignore DMA401\rbad401()\r",
    "bad401(); bad202() // dmalint:ignore DMA401, DMA202 both",
    "bad401(); bad202() // dmalint:ignore DMA401,missing-acquire-after-wait both",
    "// dmalint:ignore DMA401 one\n// dmalint:ignore DMA202 two\nbad401(); bad202()",
  ])
  func suppresses(_ source: String) {
    let (findings, _, failures) = check(source)
    #expect(findings.isEmpty)
    #expect(failures.isEmpty)
  }

  @Test(arguments: [
    ("bad401()\nfine() // dmalint:ignore DMA401", ["1 DMA401", "2 DMA901"]),
    ("fine() // dmalint:ignore DMA401\nbad401()", ["1 DMA901", "2 DMA401"]),
    ("bad401() // dmalint:ignore DMA202 wrong", ["1 DMA401", "1 DMA901"]),
    ("bad401() // see dmalint:ignore DMA401", ["1 DMA401"]),
    ("bad401(\"// dmalint:ignore DMA401\")", ["1 DMA401"]),
    ("// dmalint:ignore DMA401\nfine()\nbad401()", ["1 DMA901", "3 DMA401"]),
    ("bad401() // dmalint:ignore DMA401, DMA202 both", ["1 DMA901"]),
    ("fine()\n// dmalint:ignore DMA401 at the end", ["2 DMA901"]),
    ("bad401() // dmalint:ignore-next DMA401", ["1 DMA401", "1 DMA901"]),
    ("fine() // dmalint:ignore DMA999", ["1 DMA901"]),
    ("fine() // dmalint:ignore DMA901", ["1 DMA901"]),
    ("fine() // dmalint:ignore DMA401\n// dmalint:ignore-file DMA901", []),
    ("fine() // dmalint:ignore DMA401\n// dmalint:ignore-file DMA9 all", []),
    ("// dmalint:ignore-file DMA901 for later", []),
    ("// dmalint:ignore-file DMA202 none\nbad401()", ["1 DMA901", "2 DMA401"]),
  ])
  func reports(source: String, expected: [String]) {
    #expect(check(source).findings == expected)
  }

  @Test func ownLineCoversAllLinesOfTheStatement() {
    let source = """
      // dmalint:ignore DMA401 all of it
      if ready {
        bad401()
        bad401()
      }
      bad401()
      """
    let extents: [(UInt32, UInt32, UInt32)] = [(2, 1, 5), (2, 4, 2), (3, 3, 3), (4, 3, 4)]
    #expect(check(source, statements: extents).findings == ["6 DMA401"])
    #expect(check(source).findings == ["1 DMA901", "3 DMA401", "4 DMA401", "6 DMA401"])
  }

  @Test func messagesSayWhatToDo() {
    #expect(
      check("fine() // dmalint:ignore acces-in-flight x").messages == [
        "'acces-in-flight' names no rule; did you mean 'access-in-flight'?"
      ])
    #expect(
      check("fine() // dmalint:ignore DMA401, DMA202").messages == [
        "nothing to suppress here for DMA401, DMA202"
      ])
    #expect(
      check("fine() // dmalint:ignore DMA901").messages == [
        "DMA901 can be suppressed only for a whole file or in the configuration"
      ])
  }

  @Test(arguments: [
    "bad401() // dmalint:ignore", "fine() /* dmalint:ignore */", "// dmalint:ignore-file",
    "fine() // dmalint:ignore , DMA401", "fine() // dmalint:ignore: DMA401",
  ])
  func withoutARuleTheFileFails(_ source: String) {
    let (findings, _, failures) = check(source)
    #expect(failures == ["a.swift:1"])
    #expect(!findings.contains("1 DMA901"))
  }

  @Test func theLedgerStaysViolated() {
    let text = SourceText(path: "a.swift", text: "bad() // dmalint:ignore DMA101\n")
    var report = Report(files: ["a.swift"])
    let range = SampleReport.range(0, 1, 1, 1, 6)
    report.findings = [Finding("DMA101", .error, "found", at: range)]
    report.transfers = [
      LedgerEntry(
        at: range, function: "", buffer: "b", direction: .deviceReads, channel: "c", start: "s",
        clauses: [Clause(.lifetime, .violated, violatedBy: ["DMA101"])])
    ]
    let finished = Finishing(rules: SampleReport.rules, paths: PathSpelling(currentFolder: "/"))
      .finish(report, texts: [text], annotations: [CommentScanner.annotations(of: text)])
    #expect(finished.report.findings.isEmpty)
    #expect(finished.report.suppressed == 1)
    #expect(finished.report.transfers[0].verdict == .violated)
    #expect(finished.report.clauseCount(.violated) == 1)
  }

  @Test func hostileCommentsAreRead() {
    for source in [
      "/*", "/* dmalint:ignore", "//", "// dmalint:", "// dmalint:ignore DMA401,,,", "/**/", "/*/",
      "// dmalint:ignore \u{0}", String(repeating: "/* dmalint:ignore DMA4 */", count: 2000),
    ] {
      _ = check(source)
    }
  }
}
