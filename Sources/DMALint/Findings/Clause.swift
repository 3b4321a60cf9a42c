/// The verdict on one clause of one transfer.
public struct Clause: Hashable, Sendable {
  public var family: Family
  public var verdict: Verdict
  /// The fact that is missing, for an unknown clause.
  public var reason: String?
  /// The rules whose findings violate it; a rule that is switched off violates nothing.
  public var violatedBy: [RuleCode]

  public init(
    _ family: Family, _ verdict: Verdict, reason: String? = nil, violatedBy: [RuleCode] = []
  ) {
    self.family = family
    self.verdict = verdict
    self.reason = reason
    self.violatedBy = violatedBy
  }
}
