import ArgumentParser

/// `dmalint witness FINDING [PATH ...]`.
struct WitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Replay a finding step by step: the program beside the engine.",
    discussion: """
      Runs the code around the finding in every way that compiler, core, cache and engine may, and \
      prints one execution that shows the defect, with the contents of memory and cache. Where none \
      is found within the bound, or where the code is beyond the machine, it says so.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "The fingerprint of the JSON report, or FILE:LINE.", valueName: "finding"))
  var finding: String

  @ArgumentParser.Argument(
    help: ArgumentHelp("Folders and files, as for 'check'.", valueName: "path"),
    completion: .file(extensions: ["swift", "c", "h", "sil", "ll"]))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Use this configuration instead of the nearest .dmalint.yml.", valueName: "file"),
    completion: .file(extensions: ["yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The chip, core or board: a built-in name or a platform file.", valueName: "name|file"))
  var platform: String?

  func run() throws {
    let options = CheckOptions(paths: paths, configuration: config, platform: platform)
    var run = try WitnessRun(finding, options)
    try Terminal.print(run.text())
  }
}
