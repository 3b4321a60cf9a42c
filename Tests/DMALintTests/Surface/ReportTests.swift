import Testing

@testable import DMALint

/// What each format looks like, and what it does with hostile text.
@Suite struct ReportTests {
  private let finished = SampleReport.finished
  private let rules = SampleReport.rules

  @Test func everyFormatIsPinned() {
    let report = finished.report
    let sources = finished.sources
    Pinned.expect(TextReport.render(report, sources: sources, rules: rules), is: "report.txt")
    Pinned.expect(
      TextReport.render(report, sources: sources, rules: rules, extent: .quiet, isColoured: true),
      is: "report-coloured.txt")
    Pinned.expect(text(JSONReport.render(report, rules: rules)), is: "report.json")
    Pinned.expect(
      text(SARIFReport.render(report, sources: sources, rules: rules, prefix: "fw/")),
      is: "report.sarif")
    Pinned.expect(GitHubReport.render(report, rules: rules, prefix: "fw/"), is: "report.github")
    Pinned.expect(StepSummary.render(report, rules: rules), is: "step-summary.md")
    Pinned.expect(XcodeReport.render(report), is: "report.xcode")
  }

  @Test func nothingFoundIsSaidInOneLine() {
    let report = Report(files: ["a.swift"])
    let text = TextReport.render(
      report, sources: SourceTable([], for: report), rules: rules)
    #expect(text == "no findings in 1 file\nno transfers\n")
    let quiet = TextReport.render(
      report, sources: SourceTable([], for: report), rules: rules, extent: .quiet)
    #expect(quiet == "")
  }

  @Test func theOrderOfTheAnalysisDoesNotMatter() {
    var shuffled = SampleReport.raw
    shuffled.findings.reverse()
    shuffled.failures += shuffled.failures
    let result = Finishing(rules: rules, paths: PathSpelling(currentFolder: "/work"))
      .finish(shuffled, texts: SampleReport.texts, annotations: [])
    #expect(
      JSONReport.render(result.report, rules: rules)
        == JSONReport.render(finished.report, rules: rules))
  }

  @Test func theLedgerHasEightClausesForEveryTransfer() {
    var raw = SampleReport.raw
    raw.transfers[0].clauses = [Clause(.trust, .kept)]
    let report = Finishing(rules: rules, paths: PathSpelling(currentFolder: "/"))
      .finish(raw, texts: SampleReport.texts, annotations: []).report
    #expect(report.transfers[0].clauses.map(\.family) == Family.clauses)
    #expect(report.transfers[0].verdict == .unknown)
    #expect(report.clauseCount(.unknown) == 7)
  }

  @Test func hostileTextIsHarmlessInEveryFormat() {
    let hostile =
      "\u{1B}]8;;x\u{7}a\r\n::error::b ##[error]c\u{202E}d\u{200B}\u{9B}31m\u{E0041}<script>](x)|`"
    var raw = SampleReport.raw
    raw.files[0] = "::error::\(hostile).swift"
    raw.findings[0].message = hostile
    raw.findings[1].message = "::error::\(hostile)"
    raw.findings[1].function = hostile
    raw.findings[1].buffer = hostile
    raw.findings[1].trace[0].message = hostile
    raw.findings[1].fixes[0].description = hostile
    raw.transfers[0].channel = hostile
    raw.transfers[0].clauses[2].reason = hostile
    raw.unchecked[0].reason = hostile
    raw.gaps[0].message = hostile
    raw.assumptions = [hostile]
    raw.failures = [Failure(hostile, hostile)]
    raw.platform.name = hostile
    let source = SourceText(
      path: raw.files[0], text: "\u{1B}[2J\n\t::error::x ##[error]y\u{202E}\n")
    raw.findings[0].range = SampleReport.range(0, 2, 2, 2, 40)
    raw.findings[1].range = SampleReport.range(0, 1, 1, 2, 3)
    let result = Finishing(rules: rules, paths: PathSpelling(currentFolder: "/work"))
      .finish(raw, texts: [source, SampleReport.main], annotations: [])
    let (report, sources) = (result.report, result.sources)
    for (name, output) in [
      ("text", TextReport.render(report, sources: sources, rules: rules)),
      ("json", text(JSONReport.render(report, rules: rules))),
      ("sarif", text(SARIFReport.render(report, sources: sources, rules: rules))),
      ("github", GitHubReport.render(report, rules: rules)),
      ("summary", StepSummary.render(report, rules: rules)),
      ("xcode", XcodeReport.render(report)),
    ] {
      let harmful = output.unicodeScalars.filter { $0 != "\n" && Neutral.isHarmful($0) }
      #expect(harmful.isEmpty, "\(name)")
      let commands = WorkflowCommands.commands(in: output)
      if name == "github" {
        #expect(commands == ["error", "error", "notice"], "\(name)")
      } else {
        #expect(commands.isEmpty, "\(name)")
      }
    }
    #expect(!StepSummary.render(report, rules: rules).contains("<script"))
    let sarif = text(SARIFReport.render(report, sources: sources, rules: rules))
    #expect(!sarif.split(separator: "\n").contains { $0.contains("\"text\"") && $0.contains("](") })
  }

  @Test func annotationsSayHowManyTheRunnerWouldDrop() {
    var raw = SampleReport.raw
    raw.failures = []
    raw.findings = (1...25).map { line in
      Finding("DMA101", .error, "number \(line)", at: SampleReport.range(0, line, 1, line, 2))
    }
    raw.findings += (1...10).map { line in
      Finding("DMA606", .note, "note \(line)", at: SampleReport.range(0, line, 1, line, 2))
    }
    let output = GitHubReport.render(raw, rules: rules)
    let lines = output.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.count { $0.hasPrefix("::notice ") } == 10)
    #expect(lines[9].contains("::16 more of this kind"))
  }

  @Test func theStepSummaryStaysBelowItsLimit() {
    var raw = SampleReport.raw
    raw.findings = (1...20000).map { line in
      Finding(
        "DMA101", .error, String(repeating: "<|>", count: 20),
        at: SampleReport.range(0, line, 1, line, 2))
    }
    let page = StepSummary.render(raw, rules: rules)
    #expect(page.utf8.count < 1 << 20)
    #expect(page.contains(" more findings"))
  }

  @Test func frameOfALongLineShowsTheRangeOnly() throws {
    let line =
      String(repeating: "é", count: 100_000) + "start()" + String(repeating: "x", count: 900)
    let text = SourceText(path: "a.swift", text: line)
    let range = SampleReport.range(0, 1, 200_001, 1, 200_008)
    let frame = try #require(
      CodeFrame(range, sources: SourceTable([text], needed: [FileID(0)])))
    #expect(frame.text.hasPrefix("…é"))
    #expect(frame.text.hasSuffix("…"))
    #expect(frame.text.count < 130)
    let caret = try #require(frame.carets.firstIndex(of: "^"))
    let column = frame.carets.distance(from: frame.carets.startIndex, to: caret)
    #expect(frame.text.dropFirst(column).hasPrefix("start()"))
    #expect(frame.carets.count { $0 == "^" } == 7)
  }

  @Test(arguments: [
    ("\tcall(x)", 2, 6, "    call(x)", "    ^^^^"),
    ("日本 call()", 8, 12, "日本 call()", "     ^^^^"),
    ("a\u{1B}b call()", 5, 9, "a\\u{1B}b call()", "         ^^^^"),
    ("e\u{301} call()", 5, 9, "e\u{301} call()", "  ^^^^"),
    ("short", 99, 120, "short", "     ^"),
  ])
  func caretsStandUnderTheRange(
    line: String, column: UInt32, end: UInt32, shown: String, carets: String
  ) throws {
    let text = SourceText(path: "a.swift", text: line)
    let range = SampleReport.range(0, 1, column, 1, end)
    let frame = try #require(
      CodeFrame(range, sources: SourceTable([text], needed: [FileID(0)])))
    #expect(frame.text == shown)
    #expect(frame.carets == carets)
  }

  @Test func invalidBytesInAFrameAreReplaced() throws {
    let text = SourceText(path: "a.swift", bytes: [0x61, 0xFF, 0xE2, 0x82, 0x20, 0x62, 0x0A])
    let range = SampleReport.range(0, 1, 6, 1, 7)
    let frame = try #require(
      CodeFrame(range, sources: SourceTable([text], needed: [FileID(0)])))
    #expect(frame.text == "a\u{FFFD}\u{FFFD}\u{FFFD} b")
    #expect(frame.carets == "     ^")
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
