import ArgumentParser
import DMALint

/// `dmalint init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a first .dmalint.yml for this checkout.")

  func run() throws {
    let name = ConfigurationSearch.fileName
    guard (try? FileStatus.ofLink(name)) == nil else {
      throw ToolError("\(name) is there already and stays as it is")
    }
    let folder = try Folders.current()
    let guess = PlatformGuess(folder: folder, known: Catalogue.builtIn.platforms)
    let hasSources = (try? FileStatus.of("Sources"))?.kind == .folder
    let text = FirstConfiguration.text(platform: guess, hasSources: hasSources)
    do throws(ToolError) {
      try FileWriting.create(Array(text.utf8), at: name)
    } catch {
      throw ToolError("\(name): \(error.message)")
    }
    var message = "wrote \(name)"
    if let platform = guess.platform {
      message += " for \(platform), because \(guess.reasons.joined(separator: " and "))"
    } else {
      message += "; put your chip, core or board behind 'platform:'"
    }
    try Terminal.print(Neutral.text(message) + "\n")
  }
}
