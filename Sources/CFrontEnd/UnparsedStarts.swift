import CLibclang
import DMALint

extension UnitContext {
  /// Starts of transfers that stand in functions with errors and are in no body that was lowered: clang
  /// drops a statement that it does not understand, and nobody may overlook what it starts.
  func addUnparsedStarts() {
    guard hasErrors, let startsTransfer = options.startsTransfer else { return }
    var errors: [FileID: (file: CXFile, lines: Set<UInt32>)] = [:]
    for diagnostic in diagnostics() where diagnostic.missingHeader == nil {
      guard let file = diagnostic.file, let number = self.file(file),
        output.inputs.contains(number)
      else { continue }
      errors[number, default: (file, [])].lines.insert(diagnostic.position.line)
    }
    for (number, entry) in errors.sorted(by: { $0.key < $1.key }) {
      let calls = CallScan(text(entry.file), isWanted: startsTransfer).calls
      for call in calls where call.body.contains(where: entry.lines.contains) {
        let place = Output.CallPlace(file: number, line: call.line, name: call.name)
        guard !output.calls.contains(place) else { continue }
        output.noteCall(call.name, at: range(of: call, in: number))
        add(call, in: number)
      }
    }
  }

  private func range(of call: CallScan.Call, in file: FileID) -> SourceRange {
    let start = Position(line: call.line, column: call.column)
    return SourceRange(
      file: file, start: start,
      end: Position(line: call.line, column: call.column + UInt32(call.name.utf8.count)))
  }

  /// A function that does nothing but make the call, with arguments that nobody knows.
  private func add(_ call: CallScan.Call, in file: FileID) {
    let range = range(of: call, in: file)
    gap(range, "\(call.name) is called in a statement that clang could not parse")
    var function = FlowFunction(kind: .c, name: "\(call.name) (not parsed)", range: range)
    function.isStatic = true
    var lowering = FunctionLowering(function, unit: self)
    lowering.lower(unparsed: call.name, range)
    _ = output.append(lowering.finished(range))
  }
}

extension FunctionLowering {
  /// A call of which nothing but the name is known, before and after other things.
  mutating func lower(unparsed name: String, _ range: SourceRange) {
    var call = Call(.name(name))
    for _ in 0..<FunctionLowering.unparsedArguments {
      call.arguments.append(CallArgument(emit(.unknown, range), range: range))
    }
    let result = emit(.call(call), range)
    // Whatever follows may wait, and may look at the result.
    var rest = Call(.value(emit(.unknown, range)))
    rest.arguments.append(CallArgument(result, range: range))
    rest.isResultUnused = true
    perform(.call(rest), range)
  }

  /// More than any start takes.
  private static let unparsedArguments = 8
}
