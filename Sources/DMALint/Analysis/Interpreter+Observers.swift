/// `willSet` and `didSet` run around the assignments of what they watch.
extension Interpreter {
  /// The observers of a stored variable, and the instance that it belongs to.
  struct Observers {
    var functions: [FunctionID]
    var receiver: Place?
  }

  /// What watches a place; an initialiser's own assignments and those of an observer are not watched.
  func observers(of pointer: Pointer, _ state: State, _ activation: Activation) -> Observers? {
    var base = pointer
    guard pointer.offset == 0 else { return nil }
    let functions: [FunctionID]
    if let member = base.region.path.popLast() {
      let content = peek(base, state)
      let owner: String? =
        if self[base.region.storage].kind == .object, base.region.path.isEmpty {
          self[base.region.storage].type?.name
        } else {
          typeName(of: .memory(base), content, state)
        }
      guard let owner, let entry = program.type(named: owner),
        let found = entry.observers[member]
      else { return nil }
      if activation.function.kind == .initializer, activation.function.owner == entry.name {
        return nil
      }
      functions = found
    } else {
      let storage = self[pointer.region.storage]
      guard storage.kind == .global, let found = program.globalObservers[storage.name] else {
        return nil
      }
      functions = found
    }
    if functions.contains(where: { isRunning($0, in: activation.frame) }) { return nil }
    let isInstance = self[base.region.storage].kind == .object && base.region.path.isEmpty
    return Observers(
      functions: functions,
      receiver: pointer.region.path.isEmpty
        ? nil : isInstance ? .value(.object(base.region.storage)) : .memory(base))
  }

  func storeObserved(
    _ value: Value, at pointer: Pointer, _ observers: Observers, _ mode: AccessMode, _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [State] {
    let old = peek(pointer, state)
    func run(_ kind: FlowFunction.ObserverKind, with argument: Value, _ states: [State]) -> [State]
    {
      var states = states
      for id in observers.functions where program.function(id).observerKind == kind {
        states = states.flatMap { state in
          invoke(
            id, arguments: [.value(argument)], receiver: observers.receiver, site: site, state,
            activation
          ).filter { $0.kind == .returned }.map(\.state)
        }
      }
      return states
    }
    var states = run(.willSet, with: value, [state])
    for index in states.indices {
      write(value, at: pointer, mode, site, &states[index], activation)
    }
    return run(.didSet, with: old, states)
  }
}
