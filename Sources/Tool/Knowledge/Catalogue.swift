import DMALint
import EmbeddedRules

/// What ships with dmalint, as the command line shows it.
struct Catalogue: Sendable {
  let knowledge: Knowledge
  /// The rules without their pages.
  let rules: RuleTable
  /// The names of the built-in platforms.
  let platforms: [String]

  static let builtIn = Catalogue(EmbeddedRules.knowledge())

  init(_ knowledge: Knowledge) {
    self.knowledge = knowledge
    platforms = knowledge.platformNames
    rules = RuleTable(knowledge.rules.compactMap(Catalogue.description))
  }

  /// The rules with their pages, which only `explain` and the SARIF report need.
  var rulesWithPages: RuleTable {
    RuleTable(
      rules.rules.map { rule in
        guard case .found(let page) = knowledge.page(named: rule.code.description) else {
          return rule
        }
        var rule = rule
        rule.summary = page.summary
        rule.page = page.sections.map { "## \($0.title.rawValue)\n\n\($0.text)\n" }
          .joined(separator: "\n")
        return rule
      })
  }

  /// A rule as its page's front matter describes it.
  private static func description(_ header: RuleHeader) -> RuleDescription? {
    guard let code = RuleCode(header.code),
      let severity = Severity(rawValue: header.severity.rawValue)
    else { return nil }
    return RuleDescription(
      code, header.name, severity, "",
      evidence: header.evidence.compactMap { Evidence(rawValue: $0.rawValue) },
      subsumes: header.subsumes.compactMap { RuleCode($0) })
  }
}
