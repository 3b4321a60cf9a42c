/// Whether the inputs hold what runs from reset on, and whether it switches the data cache on.
///
/// A Cortex-M7 leaves reset with its data cache off (Cortex-M7 Technical Reference Manual, DDI 0489,
/// "Configuration and Control Register"), and real firmwares never enable it.
enum ResetPath {
  /// Names that start-up files give to the function that reset enters.
  private static let names: Set<String> = [
    "Reset_Handler", "ResetHandler", "reset_handler", "ResetISR", "reset", "Reset", "_reset",
    "_start", "_entry",
  ]

  /// The function that reset enters, or the vector table that names it.
  static func isSeen(in program: Program) -> Bool {
    let hasVectors = program.module.globals.contains { global in
      global.attributes.contains { attribute in
        guard attribute.name == "section", let name = attribute.argument?.lowercased() else {
          return false
        }
        return name.contains("vector") || name.contains("isr_")
      }
    }
    return hasVectors
      || program.functionsByLinkName.contains { name, id in
        names.contains(name) && program.function(id).hasBody
      }
  }

  /// Whether some function calls what enables the cache, or writes the register that does.
  static func enablesCache(_ program: Program, setsUp: (String) -> FunctionModel.SetUp?) -> Bool {
    for function in program.module.functions {
      for block in function.blocks {
        for operation in block.operations where enables(operation, setsUp) { return true }
        if case .tryCall(let call, _, _, _, _) = block.terminator.kind, enables(call, setsUp) {
          return true
        }
      }
    }
    return false
  }

  private static func enables(
    _ operation: Operation, _ setsUp: (String) -> FunctionModel.SetUp?
  ) -> Bool {
    switch operation.kind {
    case .call(let call): enables(call, setsUp)
    // The configuration and control register (CCR.DC), or code that computes its address.
    case .integer(let value): value == 0xE000_ED14 || value == 0xE000_ED00 || value == 0xE000_E000
    default: false
    }
  }

  private static func enables(_ call: Call, _ setsUp: (String) -> FunctionModel.SetUp?) -> Bool {
    guard case .name(let name) = call.callee else { return false }
    switch setsUp(name) {
    case .cacheOn, .memoryManagementOn: return true
    case .cacheOff, .memoryProtectionOn, .memoryProtectionOff, .memoryProtectionRegion, nil:
      return false
    }
  }
}
