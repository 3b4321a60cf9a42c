import Machine

/// Many programs from consecutive seeds, and what the two judges say of them.
public struct Trials {
  public var first: UInt64
  public var count: Int
  /// So many disputes are shrunk and shown.
  public var disputesShown = 12
  /// Disputes are also shown as fixtures.
  public var isVerbose = false
  /// Only defects that the analysis misses are shown.
  public var showsOnlyMisses = false

  /// What the analysis reads; the machine runs Flow.
  public var form = Form.flow

  public enum Form: Hashable, Sendable {
    case flow, swift
    case dump(TrialCompiler.Dump)
  }

  public init(first: UInt64, count: Int) {
    self.first = first
    self.count = count
  }

  /// What was counted, by clause.
  public struct Tally: Sendable {
    public var relations: [MachineClause: [TrialJudge.Relation: Int]] = [:]
    public var broken: [MachineClause: Int] = [:]
    public var safe = 0
    public var failures = 0
    public var states = 0
    /// Seeds of programs on which the two do not agree.
    public var disputes: [UInt64] = []
    /// Why the analysis does not decide, how often, and a seed.
    public var reasons: [String: (count: Int, seed: UInt64)] = [:]

    public mutating func add(_ comparison: TrialJudge.Comparison, _ seed: UInt64) {
      states += comparison.machine.stateCount
      if !comparison.machine.failures.isEmpty {
        failures += 1
        return
      }
      if comparison.broken.isEmpty { safe += 1 }
      for clause in MachineClause.allCases {
        if let relation = comparison.relations[clause] {
          relations[clause, default: [:]][relation, default: 0] += 1
        }
        if comparison.broken.contains(clause) { broken[clause, default: 0] += 1 }
      }
      for (clause, reason) in comparison.unknown {
        let old = reasons["\(clause): \(reason)"] ?? (0, seed)
        reasons["\(clause): \(reason)"] = (old.count + 1, old.seed)
      }
      if comparison.dispute != nil { disputes.append(seed) }
    }

    public func count(_ clause: MachineClause, _ relation: TrialJudge.Relation) -> Int {
      relations[clause]?[relation] ?? 0
    }
  }

  public func tally(_ judge: TrialJudge = TrialJudge()) -> Tally {
    var tally = Tally()
    let compiler = compiler()
    defer { compiler?.remove() }
    for seed in first..<first + UInt64(count) {
      tally.add(compare(program(seed), judge, compiler), seed)
    }
    return tally
  }

  private func program(_ seed: UInt64) -> TrialProgram {
    var generator = TrialGenerator(seed: seed)
    let program = generator.make()
    return switch form {
    case .flow: program
    case .swift, .dump: TrialSwift.adapted(program)
    }
  }

  private func compare(
    _ program: TrialProgram, _ judge: TrialJudge, _ compiler: TrialCompiler?
  ) -> TrialJudge.Comparison {
    switch form {
    case .flow: return judge.compare(program)
    case .swift: return judge.compareSwift(program)
    case .dump(let kind):
      if let compiler, let comparison = try? judge.compare(program, kind, compiler) {
        return comparison
      }
      var failed = judge.compareSwift(program)
      failed.machine.failures.append("the compiler does not take it")
      return failed
    }
  }

  private func compiler() -> TrialCompiler? {
    if case .dump = form { return try? TrialCompiler() }
    return nil
  }

  /// Runs them all; returns a table, and tells of disputes on the way.
  public func run(_ say: (String) -> Void) -> String {
    let judge = TrialJudge()
    let compiler = compiler()
    defer { compiler?.remove() }
    var tally = Tally()
    var kinds: Set<String> = []
    for seed in first..<first + UInt64(count) {
      let program = program(seed)
      let comparison = compare(program, judge, compiler)
      tally.add(comparison, seed)
      if let failure = comparison.machine.failures.first {
        if kinds.insert("failure").inserted {
          say("seed \(seed): the machine fails: \(failure)\n\(TrialFlow.text(program))")
        }
        continue
      }
      guard let (clause, relation) = comparison.dispute(ofMisses: showsOnlyMisses),
        kinds.count < disputesShown
      else { continue }
      let small = TrialShrinker { candidate in
        let other = compare(candidate, judge, compiler)
        return other.machine.failures.isEmpty && other.relations[clause] == relation
      }.shrink(program)
      let kind = "\(clause) \(relation) \(program.platform) \(small.body.map(Self.kind))"
      if kinds.insert(kind).inserted {
        let again = compare(small, judge, compiler)
        say("seed \(seed): \(clause): \(relation.rawValue) on \(small.platform)")
        say(Self.description(small, again))
        if isVerbose {
          say(form == .flow ? TrialFixture.text(small, again) : TrialSwift.text(small))
        }
      }
    }
    return Self.table(tally)
  }

  /// A program and what the two say of it.
  static func description(_ program: TrialProgram, _ comparison: TrialJudge.Comparison) -> String {
    var lines: [String] = []
    let buffers = program.buffers.map { "\($0.storage) \($0.size)/\($0.alignment)" }
    lines.append("  buffers \(buffers), channels \(program.channels.map(\.style.rawValue))")
    if let handles = program.handles {
      lines.append(
        "  handles of \(program.handled): \(handles.form) in \(handles.place)\(program.returned == nil ? "" : " returned")\(handles.isJoined ? " joined" : "")"
      )
    }
    for helper in program.helpers { lines.append("  helper: \(short(helper))") }
    for statement in program.handler ?? [] { lines.append("  handler: \(short(statement))") }
    for statement in program.body { lines.append("  \(short(statement))") }
    for defect in comparison.machine.defects {
      lines.append(
        "  machine: \(defect.clause) line \(defect.place.start.line): \(defect.message)")
    }
    for finding in comparison.findings { lines.append("  analysis: \(finding)") }
    for (clause, reason) in comparison.unknown.sorted(by: { $0.key < $1.key }) {
      lines.append("  unknown: \(clause): \(reason)")
    }
    return lines.joined(separator: "\n")
  }

  private static func short(_ statement: Any) -> String {
    var text = String(describing: statement)
    for part in [
      "MachineTrials.", "Machine.", "TrialStatement.", "DeviceFunction.", "TrialDirection.",
      "TrialCheck.", "TrialWait.", "TrialFence.", "Maintenance.",
    ] {
      text = text.split(separator: part, omittingEmptySubsequences: false).joined()
    }
    return text
  }

  /// The program of one seed, its Flow text, and what the two say of it.
  public static func explain(_ seed: UInt64) -> String {
    var generator = TrialGenerator(seed: seed)
    let program = generator.make()
    let comparison = TrialJudge().compare(program)
    return TrialFixture.text(program, comparison) + description(program, comparison)
  }

  private static func kind(_ statement: TrialStatement) -> String {
    String(String(describing: statement).prefix { $0 != "(" })
  }

  public static func table(_ tally: Tally) -> String {
    var lines = ["clause         broken    agree   missed    false  unknown"]
    func cell(_ number: Int) -> String {
      let text = String(number)
      return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
    for clause in MachineClause.allCases {
      let name = clause.rawValue
      lines.append(
        name + String(repeating: " ", count: 12 - name.count)
          + cell(tally.broken[clause] ?? 0)
          + TrialJudge.Relation.allCases.map { cell(tally.count(clause, $0)) }.joined())
    }
    for (reason, known) in tally.reasons.sorted(by: { $0.key < $1.key }) {
      lines.append("unknown \(known.count) (seed \(known.seed)) \(reason)")
    }
    lines.append(
      "safe \(tally.safe), failures \(tally.failures), states \(tally.states), disputes \(tally.disputes.count)"
    )
    return lines.joined(separator: "\n")
  }
}
