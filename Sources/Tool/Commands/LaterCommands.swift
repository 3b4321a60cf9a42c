import ArgumentParser

/// `dmalint capture -- BUILD ...`.
struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Run a build and keep the SIL and LLVM IR of everything it compiles.")

  @ArgumentParser.Argument(
    parsing: .captureForPassthrough, help: ArgumentHelp("The build.", valueName: "build"))
  var build: [String] = []

  func run() throws {
    throw ToolError("'capture' is not part of this version yet; --dumps reads dumps made by hand")
  }
}

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
