import ArgumentParser

/// `dmalint check`, the default.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Analyse files and folders (default: the current folder).")

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Folders, or .swift, .c, .h, .sil and .ll files. All of them are one firmware.",
      valueName: "path"),
    completion: .file(extensions: ["swift", "c", "h", "sil", "ll"]))
  var paths: [String] = []

  @Option(help: "How to report: text, json, sarif, github or xcode.")
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the report to this file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Use this configuration instead of the nearest .dmalint.yml.", valueName: "file"),
    completion: .file(extensions: ["yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The chip, core or board to check against: a built-in name or a platform file.",
      valueName: "name|file"))
  var platform: String?

  @Option(
    help: ArgumentHelp("Also read the .sil and .ll files below this folder.", valueName: "dir"),
    completion: .directory)
  var dumps: String?

  @Option(
    help: ArgumentHelp("Where the linker put every symbol.", valueName: "file"),
    completion: .file())
  var elf: String?

  @Option(
    help: ArgumentHelp("Where the linker will put every symbol.", valueName: "file"),
    completion: .file())
  var linkerScript: String?

  @Option(
    help: ArgumentHelp(
      "Report these rules only: codes, names or families (DMA2), separated by commas.",
      valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("Do not report these rules.", valueName: "rules"))
  var ignore: [String] = []

  @Option(help: "The lowest severity that makes the exit status 1: error, warning, note or never.")
  var failOn: FailOn?

  @Option(
    help: ArgumentHelp("Report only what this baseline does not hold.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp("Write a baseline of what is found now.", valueName: "file"),
    completion: .file())
  var writeBaseline: String?

  @Option(
    help: ArgumentHelp(
      "Read one Swift file from standard input, under this name.", valueName: "name"))
  var stdinFilename: String?

  @Flag(help: "Report findings only: no summary, no ledger.")
  var quiet = false

  @Flag(help: "Do not colour the report. NO_COLOR does the same.")
  var noColor = false

  @Option(
    help: ArgumentHelp(
      "Threads to use; as many as there are cores, if it is not said.", valueName: "count"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs needs a number from 1 on") }
  }

  func run() throws { try CheckCommand.check(options) }

  var options: CheckOptions {
    CheckOptions(
      paths: paths, format: format, output: output, configuration: config, platform: platform,
      dumps: dumps, elf: elf, linkerScript: linkerScript, select: select, ignore: ignore,
      failOn: failOn, baseline: baseline, writeBaseline: writeBaseline,
      standardInputName: stdinFilename, isQuiet: quiet, isColourless: noColor,
      jobs: jobs)
  }

  static func check(_ options: CheckOptions) throws {
    var run = try CheckRun(options, catalogue: .builtIn)
    try leave(run.run())
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
