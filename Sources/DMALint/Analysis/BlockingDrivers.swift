/// Starts that return at once or after completion, depending on whether their driver has a handler.
extension Interpreter {
  /// Whether nobody gives the driver of a start a handler: its transfers then block.
  ///
  /// Where its initialisation is not in the inputs, that is taken to be so only of a driver whose
  /// completion shows nowhere but in a handler, and where no handler is in sight either: otherwise
  /// the program could never know.
  func blocksWithoutHandler(_ model: FunctionModel, _ name: String) -> Bool {
    guard let initialiser = model.blocksWithoutHandler else { return false }
    if let known = driversWithoutHandler[name] { return known }
    let parameter = knowledge.model(of: initialiser)?.handlerParameter
    let handlers = calls(of: initialiser).map { call, function in
      parameter.map { givesHandler(call, $0, function) } ?? true
    }
    let blocks: Bool
    if handlers.isEmpty {
      blocks = model.showsCompletionInHandlerOnly && !hasHandler(for: model)
      if blocks { assumptions.insert("\(name) blocks: nobody gives its driver a handler") }
    } else {
      blocks = !handlers.contains(true)
    }
    driversWithoutHandler[name] = blocks
    return blocks
  }

  /// The calls of a function by its name, with the functions that they stand in.
  private func calls(of name: String) -> [(Call, FlowFunction)] {
    program.module.functions.flatMap { function in
      function.blocks.flatMap(\.operations).compactMap { operation in
        guard case .call(let call) = operation.kind, case .name(name) = call.callee else {
          return nil
        }
        return (call, function)
      }
    }
  }

  private func givesHandler(_ call: Call, _ parameter: Int, _ function: FlowFunction) -> Bool {
    guard call.arguments.indices.contains(parameter) else { return true }
    let value = call.arguments[parameter].value
    for operation in function.blocks.lazy.flatMap(\.operations) where operation.result == value {
      if case .nilLiteral = operation.kind { return false }
      if case .integer(0) = operation.kind { return false }
    }
    return true
  }

  /// Whether an interrupt handler or a callback of the program is called like the peripheral.
  private func hasHandler(for model: FunctionModel) -> Bool {
    guard let kind = model.channel?.kind else { return true }
    return program.module.functions.contains { function in
      let names = [function.name] + function.attributes.compactMap { $0.argument }
      return isCalledFromOutside(function)
        && names.contains { Interpreter.contains($0, word: kind) }
    }
  }

  private func isCalledFromOutside(_ function: FlowFunction) -> Bool {
    function.name.hasSuffix("_IRQHandler")
      || function.attributes.contains { ["c", "interrupt", "cdecl"].contains($0.name) }
  }

  /// Whether a name holds a word, in whatever case.
  private static func contains(_ name: String, word: String) -> Bool {
    let letters = Array(name.lowercased().utf8)
    let wanted = Array(word.lowercased().utf8)
    guard !wanted.isEmpty, letters.count >= wanted.count else { return false }
    return (0...(letters.count - wanted.count)).contains { start in
      letters[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}
