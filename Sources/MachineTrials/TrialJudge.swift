import DMALint
import EmbeddedRules
import Machine

/// Asks machine and analysis about one program and compares what they say.
public struct TrialJudge: Sendable {
  let knowledge: Knowledge
  private let rules: RuleTable

  public init() {
    var knowledge = EmbeddedRules.knowledge()
    knowledge.add(TrialWorld.models)
    self.knowledge = knowledge
    rules = RuleTable(
      knowledge.rules.compactMap { header in
        guard let code = RuleCode(header.code),
          let severity = Severity(rawValue: header.severity.rawValue)
        else { return nil }
        return RuleDescription(
          code, header.name, severity, "",
          evidence: header.evidence.compactMap { Evidence(rawValue: $0.rawValue) },
          subsumes: header.subsumes.compactMap { RuleCode($0) })
      })
  }

  /// How the two answers about one clause stand to each other.
  public enum Relation: String, CaseIterable, Sendable {
    case agree, missed, falseAlarm = "false alarm", unknown
  }

  public struct Comparison: Sendable {
    public var relations: [MachineClause: Relation] = [:]
    /// The clauses that the machine sees broken.
    public var broken: Set<MachineClause> = []
    public var machine: MachineVerdict
    public var findings: [String] = []
    /// Why the analysis does not decide.
    public var unknown: [MachineClause: String] = [:]

    /// The first clause on which the two do not agree.
    public var dispute: (clause: MachineClause, relation: Relation)? { dispute(ofMisses: false) }

    func dispute(ofMisses isOnlyMisses: Bool) -> (clause: MachineClause, relation: Relation)? {
      for clause in MachineClause.allCases {
        guard let relation = relations[clause] else { continue }
        switch relation {
        case .missed: return (clause, relation)
        case .falseAlarm: if !isOnlyMisses { return (clause, relation) }
        case .agree, .unknown: continue
        }
      }
      return nil
    }
  }

  public func compare(_ program: TrialProgram) -> Comparison {
    let text = TrialFlow.text(program)
    let parsed = FlowParser.parse(text)
    precondition(
      parsed.gaps.isEmpty, "the printer prints what the parser does not read: \(parsed.gaps)")
    let verdict = Machine(TrialWorld.table(program), TrialWorld.profile(program.platform))
      .run(parsed.module, from: "main")
    return compare(verdict, analyse(parsed.module, program.platform))
  }

  /// The same with the program printed as Swift for the analysis; the machine runs the Flow text.
  public func compareSwift(_ program: TrialProgram) -> Comparison {
    let source = SourceText(path: "trial.swift", text: TrialSwift.text(program))
    let module = SwiftLowering([SwiftInput(file: FileID(0), source: source)]).module()
    return compare(verdict(program), analyse(module, program.platform))
  }

  /// What the machine says of the program's Flow text.
  func verdict(_ program: TrialProgram) -> MachineVerdict {
    Machine(TrialWorld.table(program), TrialWorld.profile(program.platform))
      .run(FlowParser.parse(TrialFlow.text(program)).module, from: "main")
  }

  /// What the two say of a fixture, and what of it its comments do not say.
  public func check(_ fixture: TrialFixture) -> [String] {
    let parsed = FlowParser.parse(fixture.text)
    var problems = fixture.problems + parsed.gaps.map { "\($0)" }
    let verdict = Machine(fixture.table, TrialWorld.profile(fixture.platform))
      .run(parsed.module, from: "main")
    problems += verdict.failures
    let comparison = compare(verdict, analyse(parsed.module, fixture.platform))
    for clause in MachineClause.allCases {
      if comparison.broken.contains(clause) != fixture.broken.contains(clause) {
        let said = verdict.defects.filter { $0.clause == clause }.map(\.message)
        problems.append("machine: \(clause) is \(said.isEmpty ? ["kept"] : said)")
      }
      if fixture.undecided.contains(clause), comparison.relations[clause] == .unknown { continue }
      let isViolated =
        switch comparison.relations[clause] {
        case .agree: comparison.broken.contains(clause)
        case .falseAlarm: true
        case .missed, .unknown, nil: false
        }
      if isViolated != fixture.violated.contains(clause) || comparison.relations[clause] == .unknown
      {
        problems.append(
          "analysis: \(clause) is \(isViolated ? "violated" : comparison.unknown[clause] ?? "kept"): \(comparison.findings)"
        )
      }
    }
    return problems
  }

  func compare(_ verdict: MachineVerdict, _ result: Analyzer.Result) -> Comparison {
    var comparison = Comparison(machine: verdict)
    comparison.findings = result.findings.map {
      "\($0.range.start.line): \($0.code) \($0.message)"
        + ($0.also.isEmpty ? "" : " (also \($0.also.map(\.description).joined(separator: " ")))")
    }
    for clause in MachineClause.allCases {
      let family = Self.family(clause)
      let isBroken = verdict.violates(clause)
      if isBroken { comparison.broken.insert(clause) }
      let verdicts = result.transfers.flatMap { $0.clauses.filter { $0.family == family } }
        .map(\.verdict)
      // The ledger keeps a dropped handle under lifetime, where it says nothing about memory by itself.
      let isOfHandle =
        clause == .lifetime
        && result.findings.contains {
          ([$0.code] + $0.also).contains { $0.description == Self.leakedHandle }
        }
      let isFound =
        verdicts.contains(.violated) && !isOfHandle
        || result.findings.contains {
          $0.severity != .note
            && ([$0.code] + $0.also).contains { Self.says($0, clause) }
        }
      // What a finding names beside itself (a channel started again has its registers written, too)
      // is no claim of its own.
      // Nor does the machine judge what the program and its handlers do to each other.
      let isClaimed = result.findings.contains {
        $0.severity != .note && Self.claims($0.code, clause)
      }
      if isFound {
        comparison.relations[clause] = isBroken || !isClaimed ? .agree : .falseAlarm
      } else if verdicts.contains(.unknown) {
        comparison.relations[clause] = .unknown
        comparison.unknown[clause] =
          result.transfers.flatMap(\.clauses).first {
            $0.family == family && $0.verdict == .unknown
          }?.reason ?? ""
      } else {
        comparison.relations[clause] = Self.mustBeFound(clause, verdict) ? .missed : .agree
      }
    }
    return comparison
  }

  private static let leakedHandle = "DMA107"

  /// Which clause a rule is about: its family's, but that a handle which is dropped leaves its transfer
  /// behind.
  private static func claims(_ code: RuleCode, _ clause: MachineClause) -> Bool {
    switch code.description {
    case leakedHandle: clause == .completion
    case "DMA404": false
    default: code.family == family(clause)
    }
  }

  /// What a finding says if the clause is broken. Memory that is freed or used behind a stop that nothing
  /// has confirmed is one finding, about the stop (contract, DMA604: "the buffer reused before the engine
  /// has stopped").
  private static func says(_ code: RuleCode, _ clause: MachineClause) -> Bool {
    switch clause {
    case .lifetime, .exclusivity:
      claims(code, clause) || code.family == family(clause) && code.description == "DMA404"
        || code.description == "DMA604"
    case .order, .coherency, .completion: claims(code, clause)
    }
  }

  /// Whether a broken clause has to be said to be: of what is read where nobody may touch the buffer at
  /// all, order and caches need not be spoken of as well.
  private static func mustBeFound(_ clause: MachineClause, _ verdict: MachineVerdict) -> Bool {
    // Without a transfer there is nothing to say.
    guard !verdict.starts.isEmpty else { return false }
    let inFlight = Set(verdict.defects.filter { $0.clause == .exclusivity }.map(\.place))
    return verdict.defects.contains { defect in
      guard defect.clause == clause else { return false }
      switch clause {
      case .order, .coherency: return !inFlight.contains(defect.place)
      case .lifetime, .exclusivity, .completion: return true
      }
    }
  }

  func analyse(_ module: FlowModule, _ platform: TrialPlatform) -> Analyzer.Result {
    guard case .found(let description) = knowledge.platform(named: platform.rawValue) else {
      return Analyzer.Result()
    }
    return Analyzer(
      knowledge: knowledge, platform: description,
      choice: PlatformChoice(name: platform.rawValue, source: .commandLine),
      settings: AnalysisSettings(), rules: rules
    ).analyze(module)
  }

  static func family(_ clause: MachineClause) -> Family {
    switch clause {
    case .lifetime: .lifetime
    case .order: .order
    case .coherency: .coherency
    case .exclusivity: .exclusivity
    case .completion: .completion
    }
  }
}
