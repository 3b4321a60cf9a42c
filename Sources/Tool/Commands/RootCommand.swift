import ArgumentParser
import DMALint

/// `dmalint`.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmalint",
    abstract: "Finds DMA defects in Embedded Swift firmware.",
    discussion: """
      Every transfer that the firmware starts gets a verdict: its buffer lives long enough, its \
      writes reach the device, caches are maintained, nobody else touches it, it is awaited.

      'dmalint Sources/' means 'dmalint check Sources/'.

      Exit status: 0 nothing found, 1 findings, 2 the command, the configuration or an input could \
      not be used, 70 a defect of dmalint itself.
      """,
    version: dmalintVersion,
    subcommands: [
      CheckCommand.self, CaptureCommand.self, ExplainCommand.self, RulesCommand.self,
      MapCommand.self, WitnessCommand.self, ModelsCommand.self, InitCommand.self, HookCommand.self,
      TokensCommand.self,
      FlowCommand.self,
    ],
    defaultSubcommand: CheckCommand.self)
}
