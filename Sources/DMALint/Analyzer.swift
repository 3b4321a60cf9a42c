/// The whole analysis of one firmware: from Flow to findings and ledger.
public struct Analyzer: Sendable {
  public var knowledge: Knowledge
  public var platform: Platform
  public var choice: PlatformChoice
  public var settings: AnalysisSettings
  public var rules: RuleTable
  /// Where the linker put the variables.
  public var link = LinkMap.nothing
  /// The paths of the inputs, by their numbers.
  public var files: [String] = []
  /// Whether the result has a memory map.
  public var drawsMap = true
  /// Who looks at the parts of a program that share nothing.
  public var workers = Workers.inOrder

  public init(
    knowledge: Knowledge, platform: Platform, choice: PlatformChoice, settings: AnalysisSettings,
    rules: RuleTable
  ) {
    self.knowledge = knowledge
    self.platform = platform
    self.choice = choice
    self.settings = settings
    self.rules = rules
  }

  /// What the analysis says, before severities, suppressions and baselines.
  public struct Result: Sendable {
    public var findings: [Finding] = []
    public var transfers: [LedgerEntry] = []
    public var assumptions: [String] = []
    public var unchecked: [Unchecked] = []
    public var gaps: [Gap] = []
    /// The platform's memory with the buffers of the transfers.
    public var map: MemoryMap?
    /// What the program does about order around its starts.
    public var starts: [StartFacts] = []
    /// The reset path is in the inputs, and nothing enables the data cache.
    public var isCacheLeftOff = false

    public init() {}
  }

  public func analyze(_ module: FlowModule) -> Result {
    let program = Program(module)
    var settings = settings
    let models = CachedModels(knowledge)
    let isCacheLeftOff =
      settings.cache == .auto && ResetPath.isSeen(in: program)
      && !ResetPath.enablesCache(program) { models.model(of: $0)?.setsUp }
    settings.isCacheOn = settings.cache != .off && !isCacheLeftOff
    let reachability = Reachability(program, platform, workers) {
      let models = CachedModels(knowledge)
      return { models.model(of: $0) }
    }
    let setUp = SetUpSurvey(
      program: program, platform: platform, models: models, settings: settings,
      link: link, files: files, reachability: reachability
    ).log()
    let (entries, handlers) = Roots.beginnings(of: program) { models.model(of: $0) }
    // A map is of the whole firmware.
    let parts =
      drawsMap
      ? ProgramParts(whole: program)
      : reachability.parts(of: program, entries: entries + handlers)
    let whole = Interpreter(
      program: program, platform: platform, knowledge: models, settings: settings,
      rules: RuleBook.all, link: link, files: files, reachability: reachability)
    var result: Result
    if parts.count == 1 {
      whole.take(setUp)
      whole.candidates.formUnion(SetUpRules.look(setUp, whole))
      Roots(program: program, interpreter: whole, entries: entries, handlers: handlers).run()
      result = conclude(whole, isCacheLeftOff)
    } else {
      let facts = ProgramFacts(whole)
      let results = workers.map(parts.count) { [settings] number in
        let interpreter = Interpreter(
          program: program, platform: platform, knowledge: CachedModels(knowledge),
          settings: settings, rules: RuleBook.all, link: link, files: files,
          reachability: reachability, facts: facts)
        interpreter.take(setUp)
        if number == 0 {
          interpreter.candidates.formUnion(SetUpRules.look(setUp, interpreter))
        }
        Roots(
          program: program, interpreter: interpreter, entries: entries, handlers: handlers,
          part: number, of: parts
        ).run()
        return conclude(interpreter, isCacheLeftOff)
      }
      result = Result(of: results)
    }
    result.isCacheLeftOff = isCacheLeftOff
    let mappings = reachability.deviceMappings.map { range in
      Gap(
        range,
        "memory that may be a device's registers is mapped here: transfers that are started through "
          + "it are not seen", mayHideTransfer: true)
    }
    result.gaps = Array(Set(module.gaps).union(result.gaps).union(mappings)).sorted()
    if choice == .none, !result.transfers.isEmpty {
      for family in [Family.coherency, .placement] {
        result.unchecked.append(
          Unchecked(family, "no platform is configured", remedy: "dmalint check --platform NAME"))
      }
    }
    return result
  }

  /// What one run of the interpreter says.
  private func conclude(_ interpreter: Interpreter, _ isCacheLeftOff: Bool) -> Result {
    var result = Result()
    result.findings = Conclusion(interpreter: interpreter, rules: rules, platform: choice)
      .findings()
    result.transfers = Ledger(
      interpreter: interpreter, platform: choice, findings: result.findings
    ).entries()
    if drawsMap { result.map = interpreter.memoryMap(result.transfers) }
    if isCacheLeftOff, platform.cache != nil {
      interpreter.assumptions.insert(
        "the data cache is off: the reset path is in the inputs and nothing enables it")
    }
    result.starts = StartFacts.all(interpreter)
    result.assumptions = interpreter.assumptions.sorted()
    result.gaps = interpreter.gaps.sorted()
    return result
  }
}

extension Analyzer.Result {
  /// What was found in the parts of one program.
  fileprivate init(of parts: [Analyzer.Result]) {
    self.init()
    findings = parts.flatMap(\.findings)
    transfers = parts.flatMap(\.transfers)
    starts = parts.flatMap(\.starts).sorted { ($0.range, $0.buffer) < ($1.range, $1.buffer) }
    assumptions = Set(parts.flatMap(\.assumptions)).sorted()
    gaps = parts.flatMap(\.gaps)
  }
}

/// Models by name, each decoded once a run.
private final class CachedModels: ModelSource {
  private let knowledge: Knowledge
  private var known: [String: FunctionModel?] = [:]
  /// By owner, so that asking again makes no string.
  private var library: [String: [String: LibraryOperation?]] = [:]

  init(_ knowledge: Knowledge) { self.knowledge = knowledge }

  func model(of name: String) -> FunctionModel? {
    if let found = known[name] { return found }
    let model = knowledge.model(named: name)
    known[name] = .some(model)
    return model
  }

  func library(_ owner: String, _ name: String) -> LibraryOperation? {
    if let found = library[owner]?[name] { return found }
    let operation = knowledge.library(owner + "." + name)
    library[owner, default: [:]][name] = .some(operation)
    return operation
  }
}
