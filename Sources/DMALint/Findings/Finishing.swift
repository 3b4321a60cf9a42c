/// From what the analysis found to what is reported: fingerprints, suppressions, severities,
/// baseline, order.
public struct Finishing: Sendable {
  public var rules: RuleTable
  public var policy: RulePolicy
  public var baseline: Baseline?
  /// How report paths are spelled, and the folder that the policy's patterns are relative to.
  public var paths: PathSpelling
  public var policyFolder: String

  public init(
    rules: RuleTable, policy: RulePolicy = RulePolicy(), baseline: Baseline? = nil,
    paths: PathSpelling, policyFolder: String? = nil
  ) {
    self.rules = rules
    self.policy = policy
    self.baseline = baseline
    self.paths = paths
    self.policyFolder = policyFolder ?? paths.currentFolder
  }

  /// What is printed, and what else there is to say about it.
  public struct Result: Sendable {
    public var report: Report
    public var sources: SourceTable
    /// The baseline that would hold everything this run found, `baseline` disregarded.
    public var newBaseline: Baseline { Baseline(of: everything) }
    fileprivate let everything: Report
    /// Entries of the baseline that hold more than was found.
    public let staleEntries: Int
  }

  /// Expects *every* finding of the analysis, those of rules that are switched off included, since
  /// whether a suppression is of use must not depend on what is switched on today.
  public func finish(
    _ raw: Report, texts: [SourceText], annotations: [FileAnnotations]
  ) -> Result {
    var annotated: [FileID: FileAnnotations] = [:]
    for annotation in annotations { annotated[annotation.file] = annotation }
    var report = raw
    Suppressor(rules: rules, annotations: annotated, texts: texts).apply(to: &report)
    report = report.sorted()
    let sources = SourceTable(texts, for: report)
    report.fingerprint(sources: sources, annotations: annotated)
    report.suppressed = report.findings.count(where: \.isSuppressed)
    report.findings.removeAll(where: \.isSuppressed)
    applyPolicy(to: &report)
    let everything = report
    let reported = report.findings.count
    let stale = baseline?.remove(from: &report) ?? 0
    report.inBaseline = reported - report.findings.count
    return Result(
      report: report, sources: sources, everything: everything, staleEntries: stale)
  }

  private func applyPolicy(to report: inout Report) {
    report.findings = report.findings.compactMap { finding in
      var finding = finding
      switch level(of: finding.code, in: report.path(finding.range.file)) {
      case .off: return nil
      case .on(let severity): finding.severity = severity
      }
      return finding
    }
    for index in report.transfers.indices {
      let path = report.path(report.transfers[index].range.file)
      report.transfers[index].clauses = report.transfers[index].clauses.map { clause in
        judged(clause, path: path)
      }
    }
  }

  /// A clause is violated if an error or a warning says so. If only rules say so that are switched
  /// off or demoted, nobody claims that it is kept.
  private func judged(_ clause: Clause, path: String) -> Clause {
    guard clause.verdict == .violated, !clause.violatedBy.isEmpty else { return clause }
    var reasons: [String] = []
    for code in clause.violatedBy.sorted() {
      switch level(of: code, in: path) {
      case .on(.error), .on(.warning): return clause
      case .on(.note): reasons.append("\(code) is only a note here")
      case .off: reasons.append("\(code) is switched off here")
      }
    }
    var clause = clause
    clause.verdict = .unknown
    clause.reason = reasons.joined(separator: ", ")
    return clause
  }

  private func level(of code: RuleCode, in path: String) -> RulePolicy.Level {
    policy.level(
      of: code, default: rules[code]?.severity ?? .warning,
      path: policy.overrides.isEmpty ? nil : paths.relative(path, to: policyFolder))
  }
}
