import ArgumentParser
import DMALint

/// `dmalint models [NAME]`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "The functions dmalint knows, and their DMA roles.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("Show what is known about this function, or this kit.", valueName: "name"))
  var name: String?

  func run() throws {
    let knowledge = Catalogue.builtIn.knowledge
    let names = knowledge.modelNames
    guard let name else {
      try Terminal.print(table(names, knowledge))
      return
    }
    if names.contains(name) || !knowledge.models(named: name).isEmpty {
      let texts = knowledge.models(named: name).map { ModelText.describe($0) }
      try Terminal.print(texts.joined(separator: "\n"))
      return
    }
    let kits = Set(names.flatMap { knowledge.models(named: $0) }.map(\.sdk)).sorted()
    if kits.contains(name) {
      try Terminal.print(table(names, knowledge, kit: name))
      return
    }
    let hint = nearestSpelling(to: name, among: names + kits).map { "; did you mean '\($0)'?" }
    throw ToolError("dmalint has no model of '\(PathText.display(name))'\(hint ?? "")")
  }

  private func table(_ names: [String], _ knowledge: Knowledge, kit: String? = nil) -> String {
    columns(
      names.flatMap { name in knowledge.models(named: name).filter { $0.name == name } }
        .filter { kit == nil || $0.sdk == kit }
        .map { [$0.name, $0.role.rawValue, $0.sdk] })
  }
}
