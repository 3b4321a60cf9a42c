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
    let words = build.first == "--" ? Array(build.dropFirst()) : build
    let status = try CaptureRun(words).run()
    if status != 0 { throw ExitCode(status) }
  }
}
