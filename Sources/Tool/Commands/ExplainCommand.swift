import ArgumentParser
import DMALint

/// `dmalint explain RULE`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "What a rule finds, why it breaks, wrong and right code, how to fix it.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("A code, a name or a family (DMA2).", valueName: "rule"))
  var rule: String

  func run() throws {
    let rules = Catalogue.builtIn.rulesWithPages
    switch rules.selector(rule) {
    case .rule(let code):
      if let description = rules[code] { try Terminal.print(page(description, rules)) }
    case .family(let family):
      try Terminal.print(RulesCommand.table(rules.rules.filter { $0.code.family == family }))
    case nil:
      let hint = rules.nearest(to: rule).map { "did you mean '\($0)'?" }
      throw ToolError(
        "'\(PathText.display(rule))' is no rule; \(hint ?? "'dmalint rules' lists them all")")
    }
  }

  private func page(_ rule: RuleDescription, _ rules: RuleTable) -> String {
    let title = "\(rule.code) \(rule.name) (\(rule.severity.rawValue))"
    var markdown = "# \(title)\n\n"
    markdown += rule.page.isEmpty ? "\(rule.summary)\n" : rule.page
    markdown += "\n\nSeen in: \(rule.evidence.map(\.rawValue).joined(separator: ", ")).\n"
    if !rule.subsumes.isEmpty {
      let names = rule.subsumes.map { "\($0) \(rules.name(of: $0))" }
      markdown += "\nWhere it explains them, not reported by themselves: "
      markdown += names.joined(separator: ", ") + ".\n"
    }
    return PageText.render(markdown, width: Terminal.width, isColoured: Terminal.hasColour)
  }
}
