/// What ends when a value is no longer held: noncopyable values, class instances, elements of arrays,
/// and handles of transfers.
extension Interpreter {
  // MARK: Values

  /// What cannot be copied is gone from where it was once the library has taken it.
  func movesAway(_ argument: Passed, _ state: inout State) {
    guard case .aggregate(let type?, _) = argument.value,
      program.type(named: type.name)?.isNoncopyable == true,
      case .memory(let pointer)? = argument.place
    else { return }
    poke(.null, at: pointer, &state)
  }

  /// A value is dropped: deinitialisers run, and what nobody else holds is given back.
  ///
  /// The place is where the value is, or was, stored. What is lent was a parameter: the caller still
  /// has it.
  func drop(
    _ value: Value, at place: Place, _ site: Site, _ state: State, _ activation: Activation,
    owner: String? = nil, isLent: Bool = false, depth: Int = 0
  ) -> [State] {
    guard depth < 8 else { return [state] }
    let outer = ending.count
    defer { ending.removeLast(ending.count - outer) }
    switch value {
    case .aggregate(let type, let members):
      var states = [state]
      var owner = owner
      if let type, type.name != "Tuple", let entry = program.type(named: type.name) {
        // What is borrowed is the caller's, who destroys it.
        if isLent, entry.isNoncopyable { return states }
        owner = entry.name
        ending.append(entry.name)
        if !isLent { states = states.map { noting($0, value, dropped: site) } }
        if entry.isNoncopyable, let deinitializer = entry.deinitializer,
          program.function(deinitializer).hasBody
        {
          states = states.flatMap { state in
            invoke(
              deinitializer, arguments: [], receiver: place, site: site, state, activation
            ).map { abandoned($0.state, value, by: entry.name, site, activation) }
          }
        }
      }
      for name in members.keys.sorted() where mayEnd(members[name] ?? .unknown) {
        states = states.flatMap { state in
          drop(
            members[name] ?? .unknown, at: member(name, of: place, state, activation), site, state,
            activation, owner: owner, isLent: isLent, depth: depth + 1)
        }
      }
      return states
    case .enumCase(_, let payload):
      return payload.reduce([state]) { states, value in
        states.flatMap {
          drop(value, at: .value(value), site, $0, activation, owner: owner, depth: depth + 1)
        }
      }
    case .object(let object):
      return release(object, site, state, activation, depth: depth)
    case .array(let elements):
      let content = state.memory[elements] ?? .unknown
      guard self[elements].kind != .literal,
        isTransferring(elements, state) || mayEnd(content), !isHeld(elements, state, activation)
      else { return [state] }
      var state = state
      if isTransferring(elements, state) {
        release(Pointer(elements), of: owner, site, &state, activation)
      }
      guard mayEnd(content) else { return [state] }
      state.memory[elements] = nil
      return drop(
        elements: content, of: elements, site, state, activation, depth: depth + 1)
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .closure,
      .function, .type, .range:
      return [state]
    }
  }

  /// Whether dropping such a value can do anything.
  private func mayEnd(_ value: Value) -> Bool {
    switch value {
    case .aggregate, .enumCase, .object, .array: true
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .closure,
      .function, .type, .range:
      false
    }
  }

  /// A reference to a class instance is dropped; with the last one the instance ends.
  private func release(
    _ object: StorageID, _ site: Site, _ state: State, _ activation: Activation, depth: Int
  ) -> [State] {
    guard state.freed[object] == nil, !state.shared.contains(object),
      let content = state.memory[object], let type = self[object].type?.name
    else { return [state] }
    switch holder(of: object, state, activation) {
    case .somebody: return [state]
    case .itself:
      // The instance keeps itself alive: its deinitialiser never runs.
      return [noting(state, .object(object), dropped: site)]
    case .nobody: break
    }
    ending.append(type)
    defer { ending.removeLast() }
    var state = state
    state.freed[object] = site
    var states = [noting(state, .object(object), dropped: site)]
    for deinitializer in program.deinitializers(of: type) {
      states = states.flatMap { state in
        invoke(
          deinitializer, arguments: [], receiver: .value(.object(object)), site: site, state,
          activation
        ).map { abandoned($0.state, content, by: type, site, activation) }
      }
    }
    return states.flatMap { state -> [State] in
      var state = state
      if isTransferring(object, state) {
        release(Pointer(object), of: type, site, &state, activation)
      }
      guard case .aggregate(_, let members)? = state.memory[object] else { return [state] }
      return members.keys.sorted().filter { mayEnd(members[$0] ?? .unknown) }
        .reduce([state]) { states, name in
          states.flatMap { state in
            drop(
              members[name] ?? .unknown, at: .memory(Pointer(object).member(name)), site, state,
              activation, owner: type, depth: depth + 1)
          }
        }
    }
  }

  /// Memory is given back because its owner has ended.
  private func release(
    _ pointer: Pointer, of owner: String?, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    show(.released(pointer, of: owner), site, &state, activation)
    endedStorages.insert(pointer.region.storage)
    state.freed[pointer.region.storage] = site
  }

  /// An owner with a deinitialiser has ended, and buffers that only it knew are still in flight.
  private func abandoned(
    _ state: State, _ content: Value, by type: String, _ site: Site, _ activation: Activation
  ) -> State {
    guard !state.transfers.isEmpty, case .aggregate = content else { return state }
    var state = state
    for pointer in pointers(in: content) {
      guard state.freed[pointer.region.storage] == nil,
        self[pointer.region.storage].kind == .heap, isTransferring(pointer.region.storage, state)
      else { continue }
      show(.abandoned(pointer, by: type), site, &state, activation)
    }
    return state
  }

  /// The addresses that a value holds in itself, in values within it too.
  func pointers(in value: Value, depth: Int = 0) -> [Pointer] {
    guard depth < 4 else { return [] }
    switch value {
    case .pointer(let pointer), .buffer(let pointer, _): return [pointer]
    case .aggregate(_, let members):
      return members.keys.sorted().flatMap {
        pointers(in: members[$0] ?? .unknown, depth: depth + 1)
      }
    case .enumCase(_, let payload):
      return payload.flatMap { pointers(in: $0, depth: depth + 1) }
    case .unknown, .symbol, .integer, .constant, .null, .register, .object, .array, .closure,
      .function, .type, .range:
      return []
    }
  }

  // MARK: Holders

  enum Holder {
    case somebody
    /// Only what the instance itself holds.
    case itself
    case nobody
  }

  /// Who still holds an instance.
  private func holder(of object: StorageID, _ state: State, _ activation: Activation) -> Holder {
    if isHeld(object, state, activation) { return .somebody }
    var isItself = false
    for id in reached(from: [.object(object)], state, isThrough: nil) where id == object {
      isItself = true
    }
    return isItself ? .itself : .nobody
  }

  /// Whether an instance or elements can be reached from anything but themselves.
  private func isHeld(
    _ target: StorageID, _ state: State, _ activation: Activation, besides place: Pointer? = nil
  ) -> Bool {
    if heldByCallers.contains(target) || state.shared.contains(target) { return true }
    var roots: [Value] = []
    for (id, value) in state.memory where id != place?.region.storage {
      // What instances and arrays hold counts where they are held themselves.
      if self[id].kind != .object, self[id].kind != .elements { roots.append(value) }
    }
    for (id, item) in state.values {
      guard let value = owner(in: item), isNeeded(id, activation) else { continue }
      roots.append(value)
    }
    for place in activation.aliases.values {
      if case .value(let value) = place { roots.append(value) }
    }
    return reached(from: roots, state, isThrough: target).contains(target)
  }

  /// Whether another variable than this one holds the elements of an array.
  func isHeld(
    _ elements: StorageID, besides place: Place, _ state: State, _ activation: Activation
  ) -> Bool {
    guard program.hasOwners, case .memory(let pointer) = place else { return false }
    return isHeld(elements, state, activation, besides: pointer)
  }

  /// Instances and elements that values lead to. What one instance itself holds can be left out.
  private func reached(from roots: [Value], _ state: State, isThrough excluded: StorageID?)
    -> Set<StorageID>
  {
    var found: Set<StorageID> = []
    var pending = roots
    var steps = 0
    while let value = pending.popLast(), steps < 4096 {
      steps += 1
      switch value {
      case .object(let id):
        let isFirst = excluded == nil && steps == 1
        if !isFirst, !found.insert(id).inserted { continue }
        if id != excluded, let content = state.memory[id] { pending.append(content) }
      case .array(let id):
        if found.insert(id).inserted, let content = state.memory[id] { pending.append(content) }
      case .aggregate(let type, let members):
        let weak = type.flatMap { program.type(named: $0.name)?.weakMembers } ?? []
        for (name, member) in members where !weak.contains(name) { pending.append(member) }
      case .enumCase(_, let payload): pending += payload
      case .closure(let function, let environment):
        let captures = program.function(function).captures
        for (local, place) in environment
        where !captures.contains(where: { $0.inner == local && $0.mode == .weak }) {
          switch place {
          case .value(let value): pending.append(value)
          case .memory(let pointer):
            if self[pointer.region.storage].kind == .object {
              pending.append(.object(pointer.region.storage))
            } else if let held = state.memory[pointer.region.storage] {
              pending.append(held)
            }
          case .register, .computed, .computedGlobal, .subscripted, .nowhere: break
          }
        }
      case .function(let base?, _, _):
        if case .value(let value) = base { pending.append(value) }
      case .pointer, .buffer, .unknown, .symbol, .integer, .constant, .null, .register, .function,
        .type, .range:
        break
      }
    }
    return found
  }

  /// A value that may keep instances or elements alive.
  private func owner(in item: Item) -> Value? {
    let value: Value
    switch item {
    case .value(let held), .place(.value(let held)): value = held
    case .place, .none: return nil
    }
    switch value {
    case .object, .array, .aggregate, .enumCase, .closure: return value
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .function,
      .type, .range:
      return nil
    }
  }

  /// Whether a value of the running function is used after the operation that is being run.
  private func isNeeded(_ id: ValueID, _ activation: Activation) -> Bool {
    if activation.plan.isCrossing(id) { return activation.plan.isUsed(id, after: position) }
    guard let last = activation.plan.lastUse(of: id) else { return false }
    return last > position
  }

  /// Instances that the caller's values hold while a call runs.
  func holding(
    _ saved: SortedMap<ValueID, Item>, _ receiver: Place?, _ activation: Activation
  ) -> Set<StorageID> {
    guard program.hasOwners else { return [] }
    var held = heldByCallers
    func hold(_ value: Value) {
      switch value {
      case .object(let id), .array(let id): held.insert(id)
      case .aggregate(_, let members): members.values.forEach(hold)
      case .enumCase(_, let payload): payload.forEach(hold)
      case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .closure,
        .function, .type, .range:
        break
      }
    }
    for (id, item) in saved {
      guard let value = owner(in: item), isNeeded(id, activation) else { continue }
      hold(value)
    }
    if case .value(let value)? = receiver { hold(value) }
    for case .value(let value) in activation.aliases.values { hold(value) }
    return held
  }

  /// An instance that is handed to code which is not seen may be held there.
  func share(_ value: Value, _ state: inout State) {
    guard program.hasOwners else { return }
    switch value {
    case .object, .closure, .aggregate, .enumCase, .array:
      for id in reached(from: [.aggregate(nil, ["": value])], state, isThrough: nil) {
        state.shared.insert(id)
      }
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .function,
      .type, .range:
      break
    }
  }

  // MARK: Finishing

  /// Whether a handler of the inputs looks after a channel.
  func isHandled(_ channel: ChannelValue) -> Bool {
    handledChannels.contains { handled in
      handled.key.count == channel.key.count && kindsAgree(handled.kind, channel.kind)
        && zip(handled.key, channel.key).allSatisfy { isEqual($0, $1, State()) != false }
    }
  }

  /// Whether nothing in the inputs waits for, polls or stops transfers of this kind, and no program
  /// that could do it in the code of its own: the function that starts it keeps the channel to itself.
  func isUnfinished(_ record: TransferRecord) -> Bool {
    guard hasEntry, let model = record.model, let kind = model.channel?.kind,
      model.confidence >= 90
    else { return false }
    return !finishedKinds.contains { kindsAgree($0, kind) }
  }

  /// The kinds of channels that calls in the inputs wait for, poll or stop.
  func kindsFinished() -> Set<String> {
    var kinds: Set<String> = []
    func note(_ call: Call) {
      guard case .name(let name) = call.callee, let model = knowledge.model(of: name) else {
        return
      }
      switch model.role {
      case .wait, .poll, .stop, .handler: kinds.insert(model.channel?.kind ?? "")
      default: break
      }
    }
    for function in program.module.functions {
      for block in function.blocks {
        for operation in block.operations {
          if case .call(let call) = operation.kind { note(call) }
        }
        if case .tryCall(let call, _, _, _, _) = block.terminator.kind { note(call) }
      }
    }
    return kinds
  }

  // MARK: Handles

  /// Remembers where the last handle of a running transfer was dropped: a finding, should nothing on
  /// the way end the transfer.
  private func noting(_ state: State, _ value: Value, dropped site: Site) -> State {
    guard !state.transfers.isEmpty, !isRehearsal else { return state }
    var state = state
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.phase == .inFlight || facts.phase == .armed,
        facts.dropped == nil, isHandle(value, of: facts, state),
        !isKept(besides: value, facts, state)
      else { continue }
      state.transfers[id]?.dropped = site
    }
    return state
  }

  /// Whether another handle of the transfer is held somewhere.
  private func isKept(besides value: Value, _ facts: TransferFacts, _ state: State) -> Bool {
    func holds(_ other: Value) -> Bool {
      if other == value { return false }
      if isHandle(other, of: facts, state) { return true }
      switch other {
      case .aggregate(_, let members): return members.values.contains(where: holds)
      case .enumCase(_, let payload): return payload.contains(where: holds)
      default: return false
      }
    }
    return state.memory.contains { id, content in
      if state.freed[id] != nil || value == .object(id) { return false }
      return holds(content)
    }
  }

  /// A handle goes where nothing follows it: `discard self`, a retained reference.
  func forgets(_ value: Value, _ site: Site, _ state: inout State) {
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.dropped == nil, isHandle(value, of: facts, state)
      else { continue }
      state.transfers[id]?.dropped = site
    }
  }

  /// Whether a value of a type that can end transfers stands for this one: it holds its channel, its
  /// buffer, or has started it.
  func isHandle(_ value: Value, of facts: TransferFacts, _ state: State) -> Bool {
    var content = value
    var type: String?
    if case .object(let object) = value {
      content = state.memory[object] ?? .unknown
      type = self[object].type?.name
    }
    guard case .aggregate(let named, let members) = content,
      let name = type ?? named?.name, program.type(named: name) != nil, canFinish(name)
    else { return false }
    let channel = Set((facts.channel?.key ?? []).filter { $0 != .unknown })
    return members.values.contains { member in
      if channel.contains(member) { return true }
      guard let pointer = member.pointer else { return false }
      return facts.buffers.contains { $0.pointer.region.storage == pointer.region.storage }
    }
  }

  /// Whether a type's functions wait for, poll or stop transfers.
  func canFinish(_ type: String) -> Bool {
    if let known = finishers[type] { return known }
    finishers[type] = false
    guard let entry = program.type(named: type) else { return false }
    var functions = entry.methods.filter { $0.key != "init" }.flatMap(\.value)
    functions += entry.members.values.compactMap(\.getter)
    if let deinitializer = program.deinitializer(of: type) { functions.append(deinitializer) }
    var seen: Set<FunctionID> = []
    let result = functions.contains { !isReader($0) && finishes($0, &seen, depth: 0) }
    finishers[type] = result
    return result
  }

  /// Whether a function does no more than give out what a register holds: it is the register, and no handle
  /// of a transfer.
  private func isReader(_ id: FunctionID) -> Bool {
    let function = program.function(id)
    guard function.blocks.count == 1, function.result?.name != "Bool",
      case .return(let value?) = function.blocks[0].terminator.kind
    else { return false }
    return function.blocks[0].operations.contains { operation in
      guard operation.result == value else { return false }
      switch operation.kind {
      case .call, .load: return true
      default: return false
      }
    }
  }

  private func finishes(_ id: FunctionID, _ seen: inout Set<FunctionID>, depth: Int) -> Bool {
    guard depth < 4, seen.insert(id).inserted else { return false }
    for block in program.function(id).blocks {
      for operation in block.operations {
        switch operation.kind {
        case .call(let call):
          if finishes(call, &seen, depth: depth) { return true }
        case .load(_, .volatile): return true
        case .closure(let inner):
          if finishes(inner, &seen, depth: depth) { return true }
        default: break
        }
      }
      if case .tryCall(let call, _, _, _, _) = block.terminator.kind,
        finishes(call, &seen, depth: depth)
      {
        return true
      }
    }
    return false
  }

  private func finishes(_ call: Call, _ seen: inout Set<FunctionID>, depth: Int) -> Bool {
    let name: String
    switch call.callee {
    case .name(let callee):
      switch knowledge.model(of: callee)?.role {
      case .wait, .poll, .stop, .registerRead: return true
      default: break
      }
      name = callee
      for target in program.functionsByName[name] ?? []
      where finishes(target, &seen, depth: depth + 1) {
        return true
      }
      return false
    case .method(_, let callee), .staticMethod(_, let callee): name = callee
    case .initializer, .implicitMember, .superMethod, .value: return false
    }
    // A volatile register's value is looked at.
    if name == "load" { return true }
    for target in program.methodsByName[name] ?? []
    where finishes(target, &seen, depth: depth + 1) {
      return true
    }
    return false
  }
}
