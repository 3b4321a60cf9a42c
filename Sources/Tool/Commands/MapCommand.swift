import ArgumentParser
import DMALint

/// `dmalint map [PATH ...]`.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "The platform's memory map with the DMA buffers placed in it.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("Folders and files, as for 'check'.", valueName: "path"),
    completion: .file(extensions: ["swift", "c", "h", "sil", "ll"]))
  var paths: [String] = []

  @Option(help: "How to draw it: text or html.")
  var format: MapFormat = .text

  @Option(
    help: ArgumentHelp("Write the map to this file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Use this configuration instead of the nearest .dmalint.yml.", valueName: "file"),
    completion: .file(extensions: ["yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The chip, core or board: a built-in name or a platform file.", valueName: "name|file"))
  var platform: String?

  @Option(
    help: ArgumentHelp("Where the linker put every symbol.", valueName: "file"),
    completion: .file())
  var elf: String?

  @Option(
    help: ArgumentHelp("Where the linker will put every symbol.", valueName: "file"),
    completion: .file())
  var linkerScript: String?

  func run() throws {
    let options = CheckOptions(
      paths: paths, configuration: config, platform: platform, elf: elf, linkerScript: linkerScript)
    var inputs = try CheckInputs(options, catalogue: .builtIn)
    let request = inputs.request()
    let analysed = analyze(request, drawsMap: true)
    let failures = inputs.failures + analysed.report.failures
    for failure in failures { Terminal.complain(failure) }
    guard request.platform != .none, let map = analysed.map else {
      throw ToolError(
        "a memory map needs a platform: --platform NAME, or 'platform' in .dmalint.yml")
    }
    let text =
      switch format {
      case .text: MapText.render(map, files: analysed.report.files)
      case .html: MapPage.render(map, files: analysed.report.files)
      }
    if let output {
      try FileWriting.write(Array(text.utf8), to: output)
    } else {
      try Terminal.print(text)
    }
    if !failures.isEmpty { try CheckCommand.leave(.unusable) }
  }
}

/// `--format` of `map`.
enum MapFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case text, html
}
