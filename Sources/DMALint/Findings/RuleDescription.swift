/// What the surface has to know about a rule: one page of `Rules/`, read.
public struct RuleDescription: Sendable {
  public var code: RuleCode
  /// Names the mistake: `stack-buffer`.
  public var name: String
  /// Where no configuration says otherwise.
  public var severity: Severity
  /// The defect in one sentence.
  public var summary: String
  /// The layers that it can be seen in.
  public var evidence: [Evidence]
  /// Rules that are not reported where this one explains them.
  public var subsumes: [RuleCode]
  /// What, why, wrong, right, fix, limits: Markdown without the front matter.
  public var page: String

  public init(
    _ code: RuleCode, _ name: String, _ severity: Severity, _ summary: String,
    evidence: [Evidence] = [.source], subsumes: [RuleCode] = [], page: String = ""
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.summary = summary
    self.evidence = evidence
    self.subsumes = subsumes
    self.page = page
  }
}
