/// Arrays and inline arrays of pointers, instances and handles: which element is meant decides what is
/// transferred, so that each is remembered by its index.
extension Interpreter {
  /// Arrays with more elements are taken as a whole.
  private static let elementLimit = 8

  /// The elements of an array literal as members by index; nil where they are plain data.
  func listed(_ elements: [Value]) -> [String: Value]? {
    guard (1...Interpreter.elementLimit).contains(elements.count),
      elements.contains(where: holdsIdentity)
    else { return nil }
    var members: [String: Value] = [:]
    for (index, element) in elements.enumerated() { members[String(index)] = element }
    return members
  }

  private func holdsIdentity(_ value: Value) -> Bool {
    switch value {
    case .aggregate(_, let members): members.values.contains(where: holdsIdentity)
    case .enumCase(_, let payload): payload.contains(where: holdsIdentity)
    default: value.isIdentity
    }
  }

  /// The elements that are known by index of what a place holds.
  func listedElements(of content: Value, _ state: State) -> [String: Value]? {
    let members: [String: Value]
    switch content {
    case .array(let storage):
      guard case .aggregate(nil, let held)? = state.memory[storage] else { return nil }
      members = held
    case .aggregate(let type?, let held) where type.name == "InlineArray": members = held
    default: return nil
    }
    return members["0"] == nil ? nil : members
  }

  /// Where an index is not known, one alternative for each element that it may mean.
  func elementAlternatives(_ base: Place, _ arguments: [CallArgument], _ state: State) -> [State]? {
    guard arguments.count == 1 else { return nil }
    let index = resolved(value(arguments[0].value, state), state)
    guard case .symbol = index,
      let members = listedElements(of: resolved(peek(base, state), state), state),
      members.count > 1
    else { return nil }
    let states = (0..<members.count).compactMap { number in
      refine(state, binary("==", index, .integer(Int64(number)), state), true)
    }
    return states.isEmpty ? nil : states
  }

  /// The place of an element that is known by its index.
  func listedPlace(_ index: Value, of content: Value, _ base: Place, _ state: State) -> Place? {
    guard let number = index.integerValue, let members = listedElements(of: content, state),
      members[String(number)] != nil
    else { return nil }
    if case .array(let storage) = content {
      return .memory(Pointer(storage).member(String(number)))
    }
    if case .memory(let pointer) = base { return .memory(pointer.member(String(number))) }
    return .value(members[String(number)] ?? .unknown)
  }

  /// A loop over handles is over: any of the transfers that they own may have been ended by it.
  func endsHandles(_ elements: StorageID, _ activation: Activation, _ state: inout State) {
    guard let element = self[elements].type?.arguments.first?.name,
      program.type(named: element) != nil, canFinish(element)
    else { return }
    for id in state.transfers.keys.sorted() where state.transfers[id]?.isOwned == true {
      makeUnsure(id, in: activation.frame, &state)
      transfers[Int(id.index)].isLost = true
    }
  }
}
