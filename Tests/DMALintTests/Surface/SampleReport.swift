@testable import DMALint

/// A small report with one of everything, for the renderers.
enum SampleReport {
  static let rules = RuleTable([
    RuleDescription(
      "DMA101", "stack-buffer", .error, "storage of a stack frame is given to a transfer",
      evidence: [.source, .sil], subsumes: ["DMA602"],
      page: "## What it finds\n\nA buffer in a frame.\n"),
    RuleDescription(
      "DMA202", "missing-acquire-after-wait", .error, "nothing orders the first read"),
    RuleDescription("DMA602", "early-exit-in-flight", .error, "an exit leaves it in flight"),
    RuleDescription("DMA606", "unbounded-wait", .note, "a wait that nothing can end"),
    RuleDescription("DMA901", "unused-suppression", .warning, "a suppression without effect"),
  ])

  static let mailbox = SourceText(
    path: "Sources/App/Mailbox.swift",
    text: """
      func call() {
        var msg = Message(words: (1, 2))
      \tmailbox.write.store(address(of: &msg) | 8) // grüße 日本
        while !mailbox.status.isFull {}
      }

      """)

  static let main = SourceText(path: "Sources/App/Main.swift", text: "call()\n")

  static var texts: [SourceText] { [mailbox, main] }

  static var raw: Report {
    var report = Report(
      files: texts.map(\.path),
      platform: PlatformChoice(name: "cortex-m7", source: .configuration))
    report.assumptions = ["section .dma_nc is non-cacheable (by its name)"]
    report.findings = [
      Finding(
        "DMA606", .note, "nothing can end this wait", at: range(0, 4, 3, 4, 36), function: "call()"),
      Finding(
        "DMA101", .error,
        "'msg' lives in the frame of 'call()', which may be gone before the transfer is",
        at: range(0, 3, 2, 3, 46), function: "call()", buffer: "msg", evidence: [.sil, .source],
        also: ["DMA602"],
        trace: [
          TraceStep(range(0, 2, 7, 2, 10), "'msg' is stored in the frame of 'call()'"),
          TraceStep(range(0, 3, 2, 3, 46), "the transfer starts here"),
          TraceStep(range(0, 5, 1, 5, 2), "the frame ends here"),
        ],
        fixes: [
          Fix("keep the message in memory that outlives the transfer"),
          Fix(
            "make it a global",
            edits: [Fix.Edit(range(0, 1, 1, 1, 1), "let msg = Message()\n")]),
        ]),
    ]
    report.transfers = [
      LedgerEntry(
        at: range(0, 3, 2, 3, 46), function: "call()", buffer: "msg", direction: .bidirectional,
        channel: "mailbox", start: "write.store(_:)",
        clauses: Family.clauses.map { family in
          switch family {
          case .lifetime: Clause(family, .violated, violatedBy: ["DMA101"])
          case .coherency: Clause(family, .unknown, reason: "no platform is configured")
          default: Clause(family, .kept)
          }
        })
    ]
    report.unchecked = [
      Unchecked(.coherency, "no platform is configured", remedy: "dmalint --platform NAME")
    ]
    report.gaps = [Gap(range(1, 1, 1, 1, 7), "this call is not understood")]
    report.failures = [Failure("Sources/App/Lost.swift", "No such file or directory")]
    return report
  }

  static var finished: Finishing.Result {
    Finishing(rules: rules, paths: PathSpelling(currentFolder: "/work"))
      .finish(raw, texts: texts, annotations: [])
  }

  static func range(
    _ file: UInt32, _ line: UInt32, _ column: UInt32, _ endLine: UInt32, _ endColumn: UInt32
  ) -> SourceRange {
    SourceRange(
      file: FileID(file), start: Position(line: line, column: column),
      end: Position(line: endLine, column: endColumn))
  }
}
