/// Loops that end by the status that a look at an engine has chosen.
extension Interpreter {
  /// A loop that looks at the engine goes round or ends by a status that is known on this path, since a
  /// look has chosen it: the end of the loop is the end of the transfer, as it is where the condition
  /// looks itself.
  func endLooks(
    _ side: LoopSide, loopLeft blocks: [Int], _ site: Site, _ activation: Activation,
    _ state: inout State
  ) {
    let looked = state.transfers.keys.sorted().filter { id in
      guard let facts = state.transfers[id] else { return false }
      return facts.isAskedAside
        || facts.isLookedAt && (facts.phase == .armed || facts.phase == .maybeComplete)
    }
    guard !looked.isEmpty, blocks.contains(where: { mayLook(activation.function.blocks[$0]) })
    else { return }
    for id in looked {
      switch side {
      case .leaves: complete(id, site, isOrdered: false, in: activation.running, &state)
      case .stays:
        state.transfers[id]?.isLookedAt = false
        state.transfers[id]?.isAskedAside = false
        confirmStart(id, &state)
      case .neither: break
      }
    }
  }

  /// Whether the two ways out of a branch meet at once, and nothing is done on the way but passing time: a
  /// look that such a branch asks decides nothing.
  func decidesNothing(_ first: BlockID, _ second: BlockID, _ activation: Activation) -> Bool {
    let blocks = activation.function.blocks
    func end(of block: BlockID) -> BlockID? {
      guard case .jump(let target) = blocks[Int(block.index)].terminator.kind,
        blocks[Int(block.index)].operations.allSatisfy({ isIdle($0) })
      else { return nil }
      return target
    }
    return end(of: first) == second || end(of: second) == first
      || end(of: first).map { $0 == end(of: second) } == true
  }

  /// Whether an operation touches no memory and calls nothing that may: `nop`.
  private func isIdle(_ operation: Operation, depth: Int = 0) -> Bool {
    switch operation.kind {
    case .integer, .boolean, .name, .inlined: return true
    case .assembly(_, let clobbersMemory, _, let operands):
      return !clobbersMemory && operands.isEmpty
    case .call(let call):
      guard depth < 2, call.arguments.isEmpty, case .name(let name) = call.callee,
        knowledge.model(of: name) == nil, let functions = program.functionsByName[name],
        functions.count == 1, program.function(functions[0]).blocks.count == 1
      else { return false }
      return program.function(functions[0]).blocks[0].operations
        .allSatisfy { isIdle($0, depth: depth + 1) }
    case .local, .global, .member, .element, .pointee, .indexed, .load, .store, .addressOf, .take,
      .float, .nilLiteral, .string, .implicitMember, .type, .unknown, .unary, .binary, .cast,
      .aggregate, .isCase, .payload, .matches, .isType, .closure, .methodReference, .next, .fence,
      .enter, .leave:
      return false
    }
  }

  /// Whether a block, or what it calls, may look at a device: told by names, as `Reachability` does.
  private func mayLook(_ block: BasicBlock) -> Bool {
    if case .tryCall(let call, _, _, _, _) = block.terminator.kind, mayLook(call) { return true }
    return block.operations.contains { operation in
      if case .load(_, .volatile) = operation.kind { return true }
      if case .call(let call) = operation.kind { return mayLook(call) }
      if case .member(_, let name) = operation.kind { return lookingProperties.contains(name) }
      if case .global(let name) = operation.kind { return lookingProperties.contains(name) }
      return false
    }
  }

  private func mayLook(_ call: Call) -> Bool {
    switch call.callee {
    case .name(let name):
      switch knowledge.model(of: name)?.role {
      case .poll, .wait, .registerRead: return true
      default: return (program.functionsByName[name] ?? []).contains(where: isLook)
      }
    case .method(_, let name), .staticMethod(_, let name), .superMethod(let name):
      return name == "load" || name == "read"
        || (program.methodsByName[name] ?? []).contains(where: isLook)
    case .implicitMember(let name, _):
      return (program.methodsByName[name] ?? []).contains(where: isLook)
    case .value: return true
    case .initializer: return false
    }
  }

  private func isLook(_ function: FunctionID) -> Bool { reachability.level(of: function) > .inert }

  /// The names of computed properties that may look at a device.
  func findLookingProperties() -> Set<String> {
    var names: Set<String> = []
    for type in program.types.values {
      for member in type.members.values where member.getter.map(isLook) == true {
        names.insert(member.name)
      }
    }
    for global in program.module.globals where global.getter.map(isLook) == true {
      names.insert(global.name)
    }
    return names
  }
}
