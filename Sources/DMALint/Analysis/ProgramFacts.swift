/// What the whole program says, asked once for all of its parts.
struct ProgramFacts: Sendable {
  let finishedKinds: Set<String>
  let hasInterruptHandlers: Bool
  let mayEndTransfers: Bool

  init(_ interpreter: Interpreter) {
    finishedKinds = interpreter.finishedKinds
    hasInterruptHandlers = interpreter.hasInterruptHandlers
    mayEndTransfers = interpreter.mayEndTransfers
  }

  /// Whether the inputs have interrupt handlers.
  static func seesInterruptHandlers(_ program: Program) -> Bool {
    program.module.functions.contains { function in
      if function.kind == .c, function.hasBody, function.name.hasSuffix("_IRQHandler") {
        return true
      }
      return function.attributes.contains { attribute in
        guard attribute.name == "c" || attribute.name == "interrupt" else { return false }
        let name = attribute.argument ?? ""
        return attribute.name == "interrupt" || name.hasSuffix("Handler")
          || name.containsWord(of: "irq", "isr")
      }
    }
  }
}
