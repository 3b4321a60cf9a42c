/// Which variables the compiler lays out as constant data.
extension Interpreter {
  /// A `let` whose initial value is written out in literals is `constant` in the IR, and so in flash
  /// where the linker puts read-only data (measured with Swift 6.3.1, Embedded, `-O`: integers, tuples,
  /// structures, inline arrays and the elements of arrays).
  func isStaticData(_ global: FlowGlobal) -> Bool {
    guard global.isLet, !global.hasObservers, global.getter == nil,
      !global.attributes.contains(where: { $0.name == "section" }),
      let initializer = global.initializer
    else { return false }
    return isWrittenOut(program.function(initializer))
  }

  /// Whether a function does nothing but put literals together.
  func isWrittenOut(_ function: FlowFunction) -> Bool {
    guard function.kind == .value, function.blocks.count == 1 else { return false }
    return function.blocks[0].operations.allSatisfy { operation in
      switch operation.kind {
      case .integer, .float, .boolean, .aggregate, .unary, .binary, .cast: true
      case .call(let call): isFill(call)
      case .local, .global, .member, .element, .pointee, .indexed, .load, .store, .addressOf,
        .take, .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .isCase, .payload,
        .matches, .isType, .closure, .methodReference, .next, .fence, .assembly, .enter, .leave,
        .inlined:
        false
      }
    }
  }

  /// `InlineArray(repeating:)`, which the optimiser evaluates.
  private func isFill(_ call: Call) -> Bool {
    let type: FlowType? =
      switch call.callee {
      case .initializer(let type): type
      case .implicitMember(name: "init", let type): type ?? call.expected
      case .name, .method, .staticMethod, .implicitMember, .superMethod, .value: nil
      }
    return type?.name == "InlineArray" && call.arguments.map(\.label) == ["repeating"]
  }
}
