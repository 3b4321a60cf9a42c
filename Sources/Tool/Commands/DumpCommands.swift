import ArgumentParser
import DMALint

/// `dmalint tokens FILE`, for the tests of the lexer.
struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "The token stream: 'start end kind' a line, byte offsets.",
    shouldDisplay: false)

  @ArgumentParser.Argument(help: "A Swift file.") var file: String

  func run() throws { try Terminal.print(tokenText(of: try dumpInput(file).text)) }
}

/// `dmalint flow FILE`, for the tests of the front ends.
struct FlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow", abstract: "The Flow text of a Swift, C, SIL or LLVM IR file.",
    shouldDisplay: false)

  @ArgumentParser.Argument(help: "A Swift, C, SIL or LLVM IR file.") var file: String

  func run() throws {
    let input = try dumpInput(file)
    try Terminal.print(flowText(of: input.text, kind: input.kind))
  }
}

private func dumpInput(_ path: String) throws(ToolError) -> CheckRequest.Source {
  let name = PathText.display(path)
  guard let kind = InputKind(path: path) else {
    throw ToolError("\(name): is no .swift, .c, .h, .sil or .ll file")
  }
  do throws(ToolError) {
    let bytes = try FileReading.read(path, limit: kind.sizeLimit)
    return CheckRequest.Source(text: SourceText(path: name, bytes: bytes), kind: kind)
  } catch {
    throw ToolError("\(name): \(error.message)")
  }
}
