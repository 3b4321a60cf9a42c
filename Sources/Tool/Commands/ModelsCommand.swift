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
    let models = Knowledge.builtIn.models
    guard let name else {
      try Terminal.print(columns(models.map { [$0.name, $0.role, $0.sdk] }))
      return
    }
    let exact = models.filter { $0.name == name }
    if !exact.isEmpty {
      try Terminal.print(exact.map(\.text).joined(separator: "\n"))
      return
    }
    let kit = models.filter { $0.sdk == name }
    if !kit.isEmpty {
      try Terminal.print(columns(kit.map { [$0.name, $0.role, $0.sdk] }))
      return
    }
    let known = models.map(\.name) + Set(models.map(\.sdk)).sorted()
    let hint = nearestSpelling(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    throw ToolError("dmalint has no model of '\(PathText.display(name))'\(hint)")
  }
}
