import Testing

@testable import DMALint

/// What layers make of one another, on results made by hand.
@Suite struct CombinationTests {
  private static let rules = RuleTable([
    RuleDescription("DMA207", "elided-access", .error, "a write is gone")
  ])

  private func at(_ line: UInt32, file: UInt32 = 0) -> SourceRange {
    let position = Position(line: line, column: 3)
    return SourceRange(file: FileID(file), start: position, end: position)
  }

  private func finding(
    _ code: RuleCode, _ line: UInt32, start: UInt32? = nil, buffer: String = "msg",
    _ evidence: Evidence = .source, file: UInt32 = 0
  ) -> Finding {
    Finding(
      code, .error, "\(code)", at: at(line, file: file), buffer: buffer, evidence: [evidence],
      trace: start.map { [TraceStep(at($0, file: file), "the transfer starts here")] } ?? [])
  }

  private func entry(
    _ line: UInt32, _ clauses: [Clause] = [], buffer: String = "msg", file: UInt32 = 0
  ) -> LedgerEntry {
    LedgerEntry(
      at: at(line, file: file), function: "send()", buffer: buffer, direction: .deviceReads,
      channel: "", start: "start", clauses: clauses)
  }

  private func layer(
    _ evidence: Evidence, _ findings: [Finding] = [], _ transfers: [LedgerEntry] = [],
    starts: [StartFacts] = [], files: Set<FileID> = [FileID(0)]
  ) -> LayerResult {
    var result = Analyzer.Result()
    result.findings = findings
    result.transfers = transfers
    result.starts = starts
    return LayerResult(evidence, result, files: files)
  }

  private func combine(_ layers: LayerResult...) -> Analyzer.Result {
    Combination.combine(layers, rules: Self.rules)
  }

  // MARK: Confirm

  @Test func aDefectSeenByTwoLayersIsOneFinding() {
    let result = combine(
      layer(.ir, [finding("DMA101", 12, .ir)]), layer(.source, [finding("DMA101", 12)]))
    #expect(result.findings.count == 1)
    #expect(result.findings[0].evidence == [.source, .ir])
  }

  @Test func anotherNameForTheSameDefectConfirmsIt() {
    let result = combine(
      layer(.source, [finding("DMA102", 12)]), layer(.sil, [finding("DMA101", 12, .sil)]))
    #expect(result.findings.map(\.code) == ["DMA102"])
    #expect(result.findings[0].evidence == [.source, .sil])
    #expect(result.findings[0].also.isEmpty)
  }

  @Test func anAccessOfTheSameTransferConfirmsWhereTheLineDiffers() {
    let result = combine(
      layer(.source, [finding("DMA202", 15, start: 12)]),
      layer(.ir, [finding("DMA202", 16, start: 12, .ir)]))
    #expect(result.findings.map(\.range) == [at(15)])
    #expect(result.findings[0].evidence == [.source, .ir])
  }

  @Test func anotherBufferOfTheSameStartIsAnotherDefect() {
    let result = combine(
      layer(.source, [finding("DMA202", 15, start: 12, buffer: "rx")]),
      layer(.ir, [finding("DMA202", 16, start: 12, buffer: "tx", .ir)]))
    #expect(result.findings[0].evidence == [.source])
  }

  // MARK: Withdraw

  private func fenced(_ line: UInt32 = 12, _ isFenced: Bool = true) -> StartFacts {
    StartFacts(
      at: at(line), buffer: "msg", isAlwaysWritten: true, isFenced: isFenced,
      isUnordered: !isFenced, isAcquired: true)
  }

  @Test func aFenceInEveryInstanceWithdraws() {
    let violated = Clause(.order, .violated, violatedBy: ["DMA201"])
    let result = combine(
      layer(.source, [finding("DMA201", 12)], [entry(12, [violated])]),
      layer(.ir, [], [entry(12)], starts: [fenced(), fenced()]))
    #expect(result.findings.isEmpty)
    #expect(result.transfers[0].clauses.map(\.verdict) == [.kept])
  }

  @Test func oneInstanceWithoutAFenceWithdrawsNothing() {
    let result = combine(
      layer(.source, [finding("DMA201", 12)]),
      layer(.ir, starts: [fenced(), fenced(12, false)]))
    #expect(result.findings.map(\.code) == ["DMA201"])
  }

  @Test func anOrderThatHappensToBeIntactWithdrawsNothing() {
    let intact = StartFacts(at: at(12), buffer: "msg", isAlwaysWritten: true)
    let result = combine(
      layer(.source, [finding("DMA201", 12)]), layer(.ir, [], [entry(12)], starts: [intact]))
    #expect(result.findings.map(\.code) == ["DMA201"])
  }

  @Test func aFunctionThatWasDroppedWithdrawsNothing() {
    let result = combine(layer(.source, [finding("DMA201", 12)]), layer(.ir))
    #expect(result.findings.map(\.code) == ["DMA201"])
  }

  @Test func aFenceInUnoptimisedSILWithdrawsNothing() {
    let result = combine(
      layer(.source, [finding("DMA201", 12)]), layer(.sil, starts: [fenced()]))
    #expect(result.findings.map(\.code) == ["DMA201"])
  }

  @Test func lifetimeIsNotWithdrawn() {
    let result = combine(
      layer(.source, [finding("DMA102", 12)]), layer(.ir, [], [entry(12)], starts: [fenced()]))
    #expect(result.findings.map(\.code) == ["DMA102"])
  }

  // MARK: Add

  @Test func whatOnlyTheIRShowsIsAdded() {
    let kept = Clause(.lifetime, .kept)
    let result = combine(
      layer(.source, [], [entry(12, [kept])]),
      layer(.ir, [finding("DMA105", 12, start: 12, .ir)], [entry(12)]))
    #expect(result.findings.map(\.code) == ["DMA105"])
    #expect(result.findings[0].evidence == [.ir])
    #expect(result.transfers[0].clauses.map(\.verdict) == [.violated])
  }

  @Test func aWeakerLayerAddsNoAlarm() {
    let result = combine(
      layer(.source, [], [entry(12)]),
      layer(.sil, [finding("DMA601", 12, .sil)], [entry(12)]),
      layer(.ir, [finding("DMA602", 14, start: 12, .ir)], [entry(12)]))
    #expect(result.findings.isEmpty)
  }

  @Test func aFileThatOnlyADumpKnowsIsJudgedByIt() {
    let result = combine(
      layer(.source, [], [entry(12)]),
      layer(
        .ir, [finding("DMA601", 7, .ir, file: 1)], [entry(7, file: 1)], files: [FileID(1)]))
    #expect(result.findings.map(\.code) == ["DMA601"])
    #expect(result.transfers.count == 2)
  }

  @Test func aPlaceInADumpIsNoFileOfItsOwn() {
    let result = combine(
      layer(.source, [], [entry(12)]),
      layer(
        .sil,
        [
          Finding(
            "DMA305", .error, "shares a line", at: at(40, file: 7), buffer: "msg",
            evidence: [.sil], trace: [TraceStep(at(12), "the transfer starts here")])
        ], [entry(12)]))
    #expect(result.findings.isEmpty)
  }

  @Test func whatExplainsAnAdditionTakesItIn() {
    let result = combine(
      layer(.source, [finding("DMA102", 12)], [entry(12)]),
      layer(.ir, [finding("DMA105", 13, start: 12, .ir)], [entry(12)]))
    #expect(result.findings.map(\.code) == ["DMA102"])
  }

  // MARK: The difference of layers

  private let written = StartFacts(
    at: SourceRange(
      file: FileID(0), start: Position(line: 12, column: 3), end: Position(line: 12, column: 3)),
    buffer: "msg",
    writes: [
      SourceRange(
        file: FileID(0), start: Position(line: 10, column: 3), end: Position(line: 10, column: 3))
    ], isAlwaysWritten: true)

  @Test func aDeletedStoreIsReportedWhereItIsWritten() {
    let gone = StartFacts(at: at(12), buffer: "msg", isNeverWritten: true)
    let result = combine(
      layer(.source, [], [entry(12)], starts: [written]),
      layer(.ir, [], [entry(12)], starts: [gone]))
    #expect(result.findings.map(\.code) == ["DMA207"])
    #expect(result.findings[0].range == at(10))
    #expect(result.findings[0].evidence == [.source, .ir])
  }

  @Test func aMissingFenceExplainsADeletedStore() {
    let gone = StartFacts(at: at(12), buffer: "msg", isNeverWritten: true)
    let result = combine(
      layer(.source, [finding("DMA201", 12)], [entry(12)], starts: [written]),
      layer(.ir, [], [entry(12)], starts: [gone]))
    #expect(result.findings.map(\.code) == ["DMA201"])
    #expect(result.findings[0].also == ["DMA207"])
    #expect(result.findings[0].evidence == [.source, .ir])
  }

  @Test func mergedStoresAreNoDifference() {
    let merged = StartFacts(at: at(12), buffer: "msg", writes: [at(11)], isAlwaysWritten: true)
    let result = combine(
      layer(.source, [], [entry(12)], starts: [written]),
      layer(.ir, [], [entry(12)], starts: [merged]))
    #expect(result.findings.isEmpty)
  }

  // MARK: Ledger

  @Test func aMoreDecisiveLayerDecidesWhatIsUnknown() {
    let unknown = [
      Clause(.lifetime, .unknown, reason: "?"), Clause(.order, .unknown, reason: "?"),
    ]
    let kept = [Clause(.lifetime, .kept), Clause(.order, .kept)]
    let ir = combine(layer(.source, [], [entry(12, unknown)]), layer(.ir, [], [entry(12, kept)]))
    #expect(ir.transfers[0].clauses.map(\.verdict) == [.unknown, .kept])
    let sil = combine(layer(.source, [], [entry(12, unknown)]), layer(.sil, [], [entry(12, kept)]))
    #expect(sil.transfers[0].clauses.map(\.verdict) == [.kept, .kept])
  }

  @Test func namesOfABufferAgree() {
    #expect(Buffers.agree("self.buffer", "buffer"))
    #expect(Buffers.agree("msg", "msg.words"))
    #expect(Buffers.agree("rx, tx", "tx"))
    #expect(Buffers.agree("", "tx"))
    #expect(Buffers.agree("_", "tx"))
    #expect(!Buffers.agree("rx", "tx"))
    #expect(!Buffers.agree("rx", "rxSize"))
  }
}
