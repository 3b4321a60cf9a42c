/// Which of a function's original parameters a call in optimised IR still hands over.
///
/// Interprocedural optimisation drops parameters of local functions that are the same in all calls, or
/// unused. Models count the parameters of the source, and debug information says which is which.
struct IRSignature {
  /// Where an original parameter has gone.
  enum Slot {
    case parameter(Int)
    case constant(IRValue)
    case gone
  }

  private(set) var slots: [Slot] = []

  /// Nil where the function has all its parameters, or nothing is known of them.
  init?(_ function: IRFunction, debug: inout IRDebug) {
    guard let subprogram = function.subprogram else { return nil }
    var found: [Int: Slot] = [:]
    for block in function.blocks {
      for instruction in block.instructions {
        guard case .describe(let value, _, let number) = instruction.kind,
          let variable = debug.variable(number), variable.scope == subprogram,
          let argument = variable.argument, argument > 0, argument <= 64
        else { continue }
        let slot = IRSignature.slot(value, function)
        if case .gone? = found[argument] { found[argument] = slot }
        found[argument] = found[argument] ?? slot
      }
    }
    guard let last = found.keys.max(), last > function.parameters.count else { return nil }
    slots = (1...last).map { found[$0] ?? .gone }
  }

  private static func slot(_ value: IRValue, _ function: IRFunction) -> Slot {
    switch value {
    case .local(let number):
      function.parameters.firstIndex { $0.local == number }.map(Slot.parameter) ?? .gone
    case .integer, .null, .zero, .global, .cast, .element: .constant(value)
    case .float, .unknown, .aggregate, .bytes, .binary, .assembly: .gone
    }
  }
}
