import ArgumentParser
import DMALint
import Glibc

/// The command line as a whole: parses it, runs the command, answers the exit status.
enum CommandLineTool {
  static func run(arguments: [String]) -> Int32 {
    do {
      if let options = plainCheck(arguments) {
        try CheckCommand.check(options)
      } else {
        var command = try parse(arguments)
        try command.run()
      }
      return ExitStatus.clean.rawValue
    } catch let error as ToolError {
      Terminal.say(error.message)
      return ExitStatus.unusable.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return explain(error)
    }
  }

  private static let otherCommands =
    RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  /// The options of a check whose arguments need no parser.
  static func plainCheck(_ arguments: [String]) -> CheckOptions? {
    let isCheck = arguments.first == "check"
    if !isCheck, arguments.first.map(otherCommands.contains) != false { return nil }
    return CheckOptions(plain: isCheck ? arguments.dropFirst() : arguments[...])
  }

  /// The command that the arguments mean. A check that parses needs no look at the other commands,
  /// whose options take long to set up; all else is the whole parser's.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let isCheck = arguments.first == "check"
    let own = isCheck ? arguments.dropFirst() : arguments[...]
    if isCheck || arguments.first.map(otherCommands.contains) != true,
      !own.contains(where: { $0.hasPrefix("---") }),
      let check = try? CheckCommand.parse(Array(own))
    {
      return check
    }
    return try RootCommand.parseAsRoot(arguments)
  }

  /// Help and the version go to standard output; what is wrong with the command line goes to
  /// standard error, with exit status 2 instead of the library's 64.
  private static func explain(_ error: any Error) -> Int32 {
    let message = RootCommand.fullMessage(for: error)
    switch RootCommand.exitCode(for: error) {
    case .success:
      try? Terminal.print(message.isEmpty ? "" : message + "\n")
      return ExitStatus.clean.rawValue
    case .validationFailure:
      try? Terminal.print(Neutral.lines(PathText.display(message)) + "\n", to: 2)
      return ExitStatus.unusable.rawValue
    default:
      Terminal.say("internal error: \(message)")
      return ExitStatus.internalError.rawValue
    }
  }
}

extension ParsableCommand {
  /// Ends the command with a status of dmalint's own.
  static func leave(_ status: ExitStatus) throws {
    if status != .clean { throw ExitCode(status.rawValue) }
  }
}
