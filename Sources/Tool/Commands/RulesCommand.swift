import ArgumentParser
import DMALint

/// `dmalint rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List every rule: code, name, severity, evidence it uses.")

  func run() throws { try Terminal.print(RulesCommand.table(Catalogue.builtIn.rules.rules)) }

  static func table(_ rules: [RuleDescription]) -> String {
    columns(
      rules.map { rule in
        [
          rule.code.description, rule.name, rule.severity.rawValue,
          rule.evidence.map(\.rawValue).joined(separator: ", "),
        ]
      })
  }
}

/// Rows with their cells one below the other.
func columns(_ rows: [[String]]) -> String {
  var widths: [Int] = []
  for row in rows {
    for (index, cell) in row.enumerated() {
      if index == widths.count { widths.append(0) }
      widths[index] = max(widths[index], cell.count)
    }
  }
  return rows.map { row in
    var line = ""
    for (index, cell) in row.enumerated() {
      line += cell
      if index < row.count - 1 {
        line += String(repeating: " ", count: widths[index] - cell.count + 2)
      }
    }
    return line + "\n"
  }.joined()
}
