/// The types of device registers that libraries give Swift.
///
/// Sources: apple/swift-mmio, `Sources/MMIO`; the toolchain's `_Volatile` module.
enum RegisterTypes {
  static let names: Set<String> = ["VolatileMappedRegister", "Register", "RegisterArray"]

  /// Whether anything in the program has such a type, or is declared as a block of registers.
  static func areKnown(to program: Program) -> Bool {
    for type in program.types.values {
      if type.members.values.contains(where: isRegister) { return true }
    }
    if program.module.globals.contains(where: { $0.type?.mentions(names) == true }) { return true }
    for function in program.module.functions {
      if function.locals.contains(where: { $0.type?.mentions(names) == true }) { return true }
      for block in function.blocks {
        for operation in block.operations {
          switch operation.kind {
          case .call(let call):
            if case .initializer(let type) = call.callee, type.mentions(names) { return true }
          case .type(let type): if type.mentions(names) { return true }
          default: break
          }
        }
      }
    }
    return false
  }

  private static func isRegister(_ member: FlowTypeDeclaration.Member) -> Bool {
    member.type?.mentions(names) == true
      || member.attributes.contains { $0.name == "RegisterBlock" }
  }
}
