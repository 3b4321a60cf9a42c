/// Functions that are one access to a register or one barrier under another name: what happens in them
/// happens, for a reader, where they are called.
extension Interpreter {
  func isPrimitive(_ id: FunctionID) -> Bool {
    if let known = primitives[id] { return known }
    // A function that calls itself is none.
    primitives[id] = false
    let function = program.function(id)
    // Dumps hold the bodies of the language's own library, which nobody reads.
    // What gives a variable its first value is no operation on another.
    let result =
      function.kind != .value
      && (function.attributes.contains { $0.name == "library" } || findPrimitive(function))
    primitives[id] = result
    return result
  }

  private func findPrimitive(_ function: FlowFunction) -> Bool {
    guard function.blocks.count == 1, let block = function.blocks.first else { return false }
    var given: Set<ValueID> = []
    var parameters: Set<LocalID> = []
    for index in function.parameters.indices { parameters.insert(LocalID(UInt32(index))) }
    var temporaries: Set<ValueID> = []
    var effects = 0
    for operation in block.operations {
      switch operation.kind {
      case .inlined: break
      case .local(let local):
        guard let result = operation.result else { break }
        if parameters.contains(local) { given.insert(result) }
        if function.locals[Int(local.index)].isTemporary { temporaries.insert(result) }
      case .load(let place, let mode):
        if let result = operation.result, given.contains(place) { given.insert(result) }
        if mode != .plain {
          guard function.kind == .c else { return false }
          effects += 1
        }
      case .cast(let value, _), .unary(_, let value):
        if let result = operation.result, given.contains(value) { given.insert(result) }
      case .binary(_, let a, let b):
        if let result = operation.result, given.contains(a) || given.contains(b) {
          given.insert(result)
        }
      case .store(_, let place, let mode):
        if temporaries.contains(place) { break }
        guard function.kind == .c, mode != .plain else { return false }
        effects += 1
      case .assembly, .fence:
        guard function.kind == .c else { return false }
        effects += 1
      case .call(let call):
        if case .initializer = call.callee {
          if let result = operation.result,
            call.arguments.contains(where: { given.contains($0.value) })
          {
            given.insert(result)
          }
          break
        }
        guard isPrimitive(call, function, given) else { return false }
        effects += 1
      case .global, .member, .element, .pointee, .indexed, .addressOf, .integer, .float, .boolean,
        .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .aggregate, .isCase,
        .payload, .matches, .isType, .methodReference, .enter, .leave:
        break
      case .take, .closure, .next: return false
      }
    }
    return effects == 1
  }

  private func isPrimitive(_ call: Call, _ function: FlowFunction, _ given: Set<ValueID>) -> Bool {
    switch call.callee {
    case .method(_, let name):
      // In Swift only what stores the caller's value.
      return name == "store" && call.arguments.contains { given.contains($0.value) }
        && !call.arguments.contains { $0.label == "ordering" }
    case .name(let name):
      if function.kind != .c, !call.arguments.contains(where: { given.contains($0.value) }) {
        return false
      }
      if let target = program.functionsByLinkName[name], program.function(target).hasBody {
        return isPrimitive(target)
      }
      guard let role = knowledge.model(of: name)?.role else { return false }
      return role == .registerWrite
        || (function.kind == .c && [.registerRead, .fence, .barrier].contains(role))
    case .initializer, .staticMethod, .implicitMember, .superMethod, .value: return false
    }
  }
}
