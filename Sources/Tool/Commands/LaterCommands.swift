import ArgumentParser

/// `dmalint map [PATH ...]`.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "The platform's memory map with the DMA buffers placed in it.")

  @ArgumentParser.Argument(
    help: ArgumentHelp("Folders and files, as for 'check'.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The chip, core or board: a built-in name or a platform file.", valueName: "name|file"))
  var platform: String?

  func run() throws { throw ToolError("'map' is not part of this version yet") }
}
