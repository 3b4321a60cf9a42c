import ArgumentParser
import DMALint

/// `dmalint hook`.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "The git pre-commit hook.", subcommands: [Install.self])

  /// `dmalint hook install`.
  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "install", abstract: "Install the git pre-commit hook.")

    @Flag(help: "Replace a hook that dmalint did not write; it is kept beside the new one.")
    var force = false

    func run() throws {
      let path = try PreCommitHook.install(replacingForeign: force)
      try Terminal.print(Neutral.text("dmalint now checks every commit: \(path)") + "\n")
    }
  }
}
