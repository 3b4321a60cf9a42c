/// Every rule there is, in the order of the codes, and the ways to name one.
public struct RuleTable: Sendable {
  public let rules: [RuleDescription]
  private let byCode: [RuleCode: Int]
  private let byName: [String: Int]

  public init(_ rules: [RuleDescription]) {
    self.rules = rules.sorted { $0.code < $1.code }
    var byCode: [RuleCode: Int] = [:]
    var byName: [String: Int] = [:]
    for (index, rule) in self.rules.enumerated() {
      byCode[rule.code] = index
      byName[rule.name] = index
    }
    self.byCode = byCode
    self.byName = byName
  }

  public subscript(code: RuleCode) -> RuleDescription? { byCode[code].map { rules[$0] } }

  /// The name of a rule, or its code where the table does not hold it.
  public func name(of code: RuleCode) -> String { self[code]?.name ?? code.description }

  /// The rule with this code or name.
  public func rule(named text: some StringProtocol) -> RuleDescription? {
    if let code = RuleCode(text) { return self[code] }
    return byName[text.lowercased()].map { rules[$0] }
  }

  /// The rule or family with this code or name.
  public func selector(_ text: some StringProtocol) -> RuleSelector? {
    if let rule = rule(named: text) { return .rule(rule.code) }
    let code = text.uppercased()
    return Family.allCases.first { $0.code == code }.map(RuleSelector.family)
  }

  /// What the writer of a name that does not exist most likely meant.
  public func nearest(to text: some StringProtocol) -> String? {
    nearestSpelling(
      to: String(text), among: rules.flatMap { [$0.code.description, $0.name] })
  }
}
