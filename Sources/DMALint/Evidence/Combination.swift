/// Joins what the layers say: a more decisive layer confirms a finding, withdraws it, or adds one;
/// a weaker one never adds an alarm to what a more decisive one has kept.
///
/// Layers are joined by the places of starts, the buffers' roots and the group of the rule, not by
/// function: the optimiser inlines and merges functions.
public struct Combination: Sendable {
  private let base: LayerResult
  private let dumps: [LayerResult]
  private let rules: RuleTable

  /// The source, or without one the unoptimised SIL, says what is meant; what is left refines it.
  public static func combine(_ layers: [LayerResult], rules: RuleTable) -> Analyzer.Result {
    let present = layers.sorted { $0.layer < $1.layer }
    guard let base = present.first else { return Analyzer.Result() }
    let single = base.layer == .source ? base : base.withoutCopies()
    return Combination(
      base: single, dumps: present.dropFirst().map { $0.withoutCopies() }, rules: rules
    ).combined()
  }

  private func combined() -> Analyzer.Result {
    var result = base.result
    var covered = base.files
    for dump in dumps {
      refine(&result, with: dump, covered: covered)
      covered.formUnion(dump.files)
    }
    return result
  }

  // MARK: One more layer

  private func refine(
    _ result: inout Analyzer.Result, with dump: LayerResult, covered: Set<FileID>
  ) {
    result.assumptions = Set(result.assumptions).union(dump.result.assumptions).sorted()
    // What a dump alone cannot tell, the clauses say where no other layer does.
    result.gaps = Set(result.gaps).union(dump.result.gaps.filter(\.mayHideTransfer)).sorted()
    for sentence in dump.result.unchecked where !result.unchecked.contains(sentence) {
      result.unchecked.append(sentence)
    }
    let index = LayerIndex(dump)
    withdraw(&result, index)
    var used: Set<Int> = []
    for number in result.findings.indices {
      for (other, finding) in dump.result.findings.enumerated()
      where isSame(result.findings[number], finding) {
        used.insert(other)
        confirm(&result.findings[number], finding)
      }
    }
    for (number, finding) in dump.result.findings.enumerated() where !used.contains(number) {
      if isNew(finding, to: result, of: dump, covered: covered) { result.findings.append(finding) }
    }
    addElided(&result, dump, index)
    mergeLedger(&result, dump, covered: covered)
  }

  private func confirm(_ finding: inout Finding, _ other: Finding) {
    finding.evidence = Set(finding.evidence).union(other.evidence).sorted()
    let also = Set(finding.also).union(other.also).union(
      other.code == finding.code ? [] : [other.code])
    // What the layer calls by another name is the same defect, not one more of its causes.
    finding.also = also.filter {
      RuleGroup.groups(of: $0).isDisjoint(with: RuleGroup.groups(of: finding.code))
        || finding.also.contains($0)
    }
    .sorted()
  }

  /// Whether two layers speak of one defect.
  private func isSame(_ a: Finding, _ b: Finding) -> Bool {
    guard !RuleGroup.groups(of: a.code).isDisjoint(with: RuleGroup.groups(of: b.code)) else {
      return a.also.contains(b.code) && isSamePlace(a, b)
    }
    return isSamePlace(a, b)
  }

  private func isSamePlace(_ a: Finding, _ b: Finding) -> Bool {
    if Line(a.range) == Line(b.range) { return true }
    guard Buffers.agree(a.buffer, b.buffer) else { return false }
    let starts = Set(a.tracedStarts.map(Line.init))
    return !starts.isDisjoint(with: b.tracedStarts.map(Line.init))
  }

  // MARK: Withdraw

  /// A finding about order goes if every instance of its start shows the fence. An order that merely
  /// happens to be intact, or a function that was dropped, withdraws nothing.
  private func withdraw(_ result: inout Analyzer.Result, _ index: LayerIndex) {
    guard index.layer == .ir else { return }
    result.findings.removeAll { finding in
      guard isOrder(finding.code) else { return false }
      let starts = finding.tracedStarts.isEmpty ? [finding.range] : finding.tracedStarts
      let facts = starts.flatMap { index.facts(at: $0) }.filter {
        Buffers.agree($0.buffer, finding.buffer)
      }
      guard !facts.isEmpty else { return false }
      let isAbout = RuleGroup.groups(of: finding.code)
      let saysSo = index.findings.contains { isSame(finding, $0) }
      guard !saysSo else { return false }
      let isWritesOrdered = facts.allSatisfy { $0.isFenced && !$0.isUnordered }
      let isReadsOrdered = facts.allSatisfy(\.isAcquired)
      switch finding.code {
      case "DMA201": return isWritesOrdered
      case "DMA202": return isReadsOrdered
      default:
        return isAbout.contains(.orderBefore) && isWritesOrdered && isReadsOrdered
      }
    }
  }

  private func isOrder(_ code: RuleCode) -> Bool {
    ["DMA201", "DMA202", "DMA203"].contains(code)
  }

  // MARK: Add

  /// What only dumps can show: what became of storage and of sizes.
  private static let shownByIR: Set<RuleCode> = [
    "DMA101", "DMA105", "DMA207", "DMA502", "DMA503", "DMA507", "DMA509",
  ]
  private static let shownBySIL: Set<RuleCode> = ["DMA101", "DMA105"]

  private func isNew(
    _ finding: Finding, to result: Analyzer.Result, of dump: LayerResult, covered: Set<FileID>
  ) -> Bool {
    // Nobody else has seen the code. What a dump knows no better place for than itself is not meant.
    if !([finding.range] + finding.tracedStarts).contains(where: { covered.contains($0.file) }) {
      return true
    }
    let shown = dump.layer == .ir ? Combination.shownByIR : Combination.shownBySIL
    guard shown.contains(finding.code) || isShipped(finding, by: dump, in: result) else {
      return false
    }
    // One cause, one finding, whatever the layers call it.
    let starts = Set((finding.tracedStarts + [finding.range]).map(Line.init))
    let entry = result.transfers.first { starts.contains(Line($0.range)) }
    guard let entry else { return false }
    return !result.findings.contains { other in
      Conclusion.subsumes(other.code, finding.code)
        && !starts.isDisjoint(with: (other.tracedStarts + [other.range]).map(Line.init))
        || other.code.family == finding.code.family && Line(other.range) == Line(entry.range)
    }
  }

  /// Whether the IR shows, for a start that the base knows, writes that nothing orders: a fence that
  /// the source seemed to have is not in what ships.
  private func isShipped(
    _ finding: Finding, by dump: LayerResult, in result: Analyzer.Result
  ) -> Bool {
    guard dump.layer == .ir, finding.code == "DMA201" || finding.code == "DMA204",
      !finding.buffer.isEmpty
    else { return false }
    let starts = Set((finding.tracedStarts + [finding.range]).map(Line.init))
    return dump.result.starts.contains { facts in
      starts.contains(Line(facts.range)) && facts.isUnordered && !facts.isFenced
        && Buffers.agree(facts.buffer, finding.buffer)
    }
      && result.transfers.contains { entry in
        starts.contains(Line(entry.range)) && !entry.buffer.isEmpty
          && Buffers.agree(entry.buffer, finding.buffer)
      }
  }

  /// DMA207: the source writes what the device is to read, and the optimised code has no store left.
  private func addElided(
    _ result: inout Analyzer.Result, _ dump: LayerResult, _ index: LayerIndex
  ) {
    guard dump.layer == .ir else { return }
    for facts in base.result.starts where facts.isAlwaysWritten && !facts.writes.isEmpty {
      // A merged or widened store has the place of one of those that it stands for.
      guard !facts.writes.contains(where: { dump.storeLines.contains(Line($0)) }) else { continue }
      let shipped = index.facts(at: facts.range).filter { Buffers.agree($0.buffer, facts.buffer) }
      guard !shipped.isEmpty, shipped.contains(where: { $0.isNeverWritten && $0.isUnfenced }) else {
        continue
      }
      let line = Line(facts.range)
      let explaining = result.findings.indices.filter { number in
        let finding = result.findings[number]
        return finding.code.family == .order && Buffers.agree(finding.buffer, facts.buffer)
          && (finding.tracedStarts + [finding.range]).contains { Line($0) == line }
      }
      if let first = explaining.first {
        let finding = result.findings[first]
        if finding.code != "DMA207" {
          result.findings[first].also = Set(finding.also).union(["DMA207"]).sorted()
        }
        result.findings[first].evidence = Set(finding.evidence).union([.ir]).sorted()
      } else {
        result.findings.append(elided(facts, result))
      }
    }
  }

  private func elided(_ facts: StartFacts, _ result: Analyzer.Result) -> Finding {
    let entry = result.transfers.first { Line($0.range) == Line(facts.range) }
    return Finding(
      "DMA207", rules["DMA207"]?.severity ?? .error,
      "the optimised code has no store left of what is written to '\(facts.buffer)' before the start",
      at: facts.writes[0], function: entry?.function ?? "", buffer: facts.buffer,
      evidence: [base.layer, .ir],
      trace: [TraceStep(facts.range, "the transfer starts here")],
      fixes: [
        Fix("Call 'atomicMemoryFence(ordering: .releasing)' between the last write and the start")
      ])
  }

  // MARK: Ledger

  private func mergeLedger(
    _ result: inout Analyzer.Result, _ dump: LayerResult, covered: Set<FileID>
  ) {
    var known: [Line: [Int]] = [:]
    for (number, entry) in result.transfers.enumerated() {
      known[Line(entry.range), default: []].append(number)
    }
    for entry in dump.result.transfers {
      guard let numbers = known[Line(entry.range)] else {
        if !covered.contains(entry.range.file) { result.transfers.append(entry) }
        continue
      }
      for number in numbers { decide(&result.transfers[number], by: entry, dump.layer) }
    }
    for number in result.transfers.indices {
      settle(&result.transfers[number], result.findings)
    }
  }

  /// Clauses that are unknown get the verdict of a layer that can decide them.
  private func decide(_ entry: inout LedgerEntry, by other: LedgerEntry, _ layer: Evidence) {
    for number in entry.clauses.indices where entry.clauses[number].verdict == .unknown {
      let family = entry.clauses[number].family
      // An entry that does not know the buffer has decided nothing about it.
      guard layer.decides(family), !other.buffer.isEmpty, Buffers.agree(entry.buffer, other.buffer),
        let clause = other.clauses.first(where: { $0.family == family }), clause.verdict == .kept
      else { continue }
      entry.clauses[number] = clause
    }
  }

  /// Verdicts follow the findings that are left.
  private func settle(_ entry: inout LedgerEntry, _ findings: [Finding]) {
    let line = Line(entry.range)
    for number in entry.clauses.indices {
      let family = entry.clauses[number].family
      let guilty = findings.filter { finding in
        finding.severity != .note
          && (finding.code.family == family || finding.also.contains { $0.family == family })
          && (Line(finding.range) == line || finding.trace.contains { Line($0.range) == line })
      }
      if !guilty.isEmpty {
        let codes = Set(entry.clauses[number].violatedBy).union(guilty.map(\.code))
        entry.clauses[number] = Clause(family, .violated, violatedBy: codes.sorted())
      } else if entry.clauses[number].verdict == .violated {
        let left = entry.clauses[number].violatedBy.filter { code in
          findings.contains { finding in
            (finding.code == code || finding.also.contains(code))
              && Buffers.agree(finding.buffer, entry.buffer)
          }
        }
        if left.isEmpty { entry.clauses[number] = Clause(family, .kept) }
      }
    }
  }
}

/// A line of a file: the precision with which layers agree on places.
struct Line: Hashable, Sendable {
  var file: FileID
  var line: UInt32

  init(_ range: SourceRange) {
    file = range.file
    line = range.start.line
  }
}

/// The names of one buffer in two layers.
enum Buffers {
  /// Whether they can be the same: dumps may know a shorter name, or none.
  static func agree(_ a: String, _ b: String) -> Bool {
    if unknown.contains(a) || unknown.contains(b) { return true }
    let mine = parts(a)
    let theirs = parts(b)
    return mine.contains { x in theirs.contains { y in isSame(x, y) } }
  }

  /// What dumps call what has no name.
  private static let unknown: Set<String> = ["", "_", "*"]

  /// A ledger's entry lists several; a root may be spelled with what it is a member of.
  private static func parts(_ text: String) -> [Substring] {
    text.split(separator: ",").map { $0.drop { $0 == " " } }
  }

  private static func isSame(_ a: Substring, _ b: Substring) -> Bool {
    if a == b { return true }
    let x = a.split(separator: ".").filter { $0 != "self" }
    let y = b.split(separator: ".").filter { $0 != "self" }
    return x.starts(with: y) || y.starts(with: x) || x.suffix(y.count) == y
      || y.suffix(x.count) == x
  }
}

/// What one layer says, by place.
struct LayerIndex {
  let layer: Evidence
  let findings: [Finding]
  private var starts: [Line: [StartFacts]] = [:]

  init(_ layer: LayerResult) {
    self.layer = layer.layer
    findings = layer.result.findings
    for facts in layer.result.starts { starts[Line(facts.range), default: []].append(facts) }
  }

  func facts(at range: SourceRange) -> [StartFacts] { starts[Line(range)] ?? [] }
}

extension StartFacts {
  /// No fence says that what was written before is wanted.
  var isUnfenced: Bool { !isFenced }
}

extension Finding {
  /// The starts that its path leads through.
  var tracedStarts: [SourceRange] {
    trace.filter { $0.message.hasSuffix("starts here") }.map(\.range)
  }
}

extension Evidence {
  /// Whether a layer can say that a clause is kept where the source could not.
  func decides(_ family: Family) -> Bool {
    switch self {
    case .ir: [.order, .coherency, .placement, .initialisation, .trust].contains(family)
    case .sil: family != .visibility
    case .source, .c, .link, .platform: false
    }
  }
}
