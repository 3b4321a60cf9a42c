/// Arrays and inline arrays of pointers, instances and handles: which element is meant decides what is
/// transferred, so that each is remembered by its index.
extension Interpreter {
  /// Arrays with more elements are taken as a whole.
  static let elementLimit = 8

  /// Numbers in a literal that a loop goes through: so many may be channels, more are data.
  private static let loopLimit = 4

  /// The elements of an array literal as members by index; nil where they are plain data.
  func listed(_ elements: [Value], of type: FlowType? = nil, isLoop: Bool = false)
    -> [String: Value]?
  {
    // Flags that say which channel is busy are no data either.
    let isLoop = isLoop || type?.arguments.last?.name == "Bool"
    guard (1...Interpreter.elementLimit).contains(elements.count),
      isLoop && elements.count <= Interpreter.loopLimit || elements.contains(where: holdsIdentity)
        || elements.count <= Interpreter.loopLimit && elements.allSatisfy({ $0 == .null })
    else { return nil }
    var members: [String: Value] = [:]
    for (index, element) in elements.enumerated() { members[String(index)] = element }
    return members
  }

  private func holdsIdentity(_ value: Value) -> Bool {
    switch value {
    case .aggregate(let type?, _)
    where program.type(named: type.name) != nil && canFinish(type.name):
      true
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
    guard let number = index.integerValue else { return nil }
    if followsRounds, let row = row(number, of: content) { return .value(row) }
    guard let members = listedElements(of: content, state), members[String(number)] != nil
    else { return nil }
    if case .array(let storage) = content {
      return .memory(Pointer(storage).member(String(number)))
    }
    if case .memory(let pointer) = base { return .memory(pointer.member(String(number))) }
    return .value(members[String(number)] ?? .unknown)
  }

  /// A row of a table that was written out.
  private func row(_ number: Int64, of content: Value) -> Value? {
    switch content {
    case .array(let storage):
      guard let table = tables[storage], table.indices.contains(Int(clamping: number)) else {
        return nil
      }
      return table[Int(clamping: number)].value
    case .aggregate(let type?, let members) where type.name == "InlineArray":
      return members["*\(number)"]
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .aggregate,
      .enumCase, .object, .closure, .function, .type, .range:
      return nil
    }
  }

  /// A loop over handles is over: any of the transfers that they own may have been ended by it.
  func endsHandles(_ elements: StorageID, _ activation: Activation, _ state: inout State) {
    guard !state.transfers.isEmpty, let element = self[elements].type?.arguments.first?.name,
      program.type(named: element) != nil, canFinish(element)
    else { return }
    for id in state.transfers.keys.sorted() where state.transfers[id]?.isOwned == true {
      makeUnsure(id, in: activation.running, &state)
      transfers[Int(id.index)].isLost = true
    }
  }

  /// The member of an array's elements that any of them is equal to: a queue of jobs of one kind.
  static let anyElement = "*any"

  /// The member that says that an array has an element at least.
  private static let someElement = "*some"

  /// Whether an array is known to have an element.
  func hasElements(_ elements: StorageID, _ state: State) -> Bool {
    guard case .aggregate(nil, let members)? = state.memory[elements] else { return false }
    return members[Interpreter.someElement] != nil || members["0"] != nil
  }

  /// The member that says that an array has one element and no more.
  private static let oneElement = "*one"

  /// Elements may have been taken out of an array.
  func losesElements(_ elements: StorageID, _ state: inout State) {
    guard let any = anyElement(of: elements, state) else {
      forgetsElements(elements, &state)
      return
    }
    state.memory[elements] = .aggregate(nil, [Interpreter.anyElement: any])
  }

  /// An element is taken out of an array: the only one, or one of them.
  func losesElement(_ elements: StorageID, _ state: inout State) {
    if hasOneElement(elements, state) {
      state.memory[elements] = Interpreter.noElements
    } else {
      losesElements(elements, &state)
    }
  }

  func hasOneElement(_ elements: StorageID, _ state: State) -> Bool {
    guard case .aggregate(nil, let members)? = state.memory[elements] else { return false }
    return members[Interpreter.oneElement] != nil
  }

  /// What an array holds is no longer known: what it has held may live on.
  func forgetsElements(_ elements: StorageID, _ state: inout State) {
    if let content = state.memory[elements] { share(content, &state) }
    state.memory[elements] = nil
  }

  /// An array gives up all of its elements.
  func drop(
    elements content: Value, of elements: StorageID, _ site: Site, _ state: State,
    _ activation: Activation, depth: Int = 0
  ) -> [State] {
    guard case .aggregate(nil, let members) = content, members["*none"] == nil else {
      return [state]
    }
    var states = [state]
    for name in members.keys.sorted() {
      guard let element = members[name] else { continue }
      states = states.flatMap {
        drop(element, at: .value(element), site, $0, activation, depth: depth + 1)
      }
    }
    // One stands for all of them: what the others end is not known.
    if members[Interpreter.anyElement] != nil, members[Interpreter.oneElement] == nil {
      for index in states.indices { endsHandles(elements, activation, &states[index]) }
    }
    return states
  }

  /// The contents of an array that has no elements.
  static let noElements = Value.aggregate(nil, ["*none": .yes])

  /// What any element of an array is, where that is known and decides what is transferred.
  func anyElement(of elements: StorageID, _ state: State) -> Value? {
    guard case .aggregate(nil, let members)? = state.memory[elements] else { return nil }
    return members[Interpreter.anyElement]
  }

  /// An element joins others, or is the first of an array that was empty.
  func adds(_ element: Value, to elements: StorageID, _ state: inout State) {
    let element = generic(element, state)
    let isEmpty = state.memory[elements] == Interpreter.noElements
    let others = anyElement(of: elements, state)
    // One that is given back in flight may be the next that is taken.
    let isKept =
      others == element || others == replacingMemory(of: element) { instances[$0] ?? $0 }
      || isEmpty && holdsIdentity(element)
    guard isKept else {
      share(element, &state)
      forgetsElements(elements, &state)
      return
    }
    var members = [Interpreter.anyElement: element, Interpreter.someElement: Value.yes]
    if isEmpty { members[Interpreter.oneElement] = .yes }
    state.memory[elements] = .aggregate(nil, members)
  }

  /// An element that is taken out of an array, or looked at: something, never nil.
  func takenElement(
    _ elements: StorageID, _ site: Site, _ state: inout State, _ activation: Activation
  ) -> Value {
    if let any = anyElement(of: elements, state) {
      return replacingMemory(of: any) { original in
        guard !isTransferring(original, state) else { return original }
        let id = storage(.made(site, activation.running, "element \(original.index)")) {
          self[original]
        }
        renew(id, &state)
        return instance(id, of: original, &state)
      }
    }
    let taken = made(site, activation, &state)
    if case .symbol(let id) = taken { state.facts[id] = Fact(differs: [.null]) }
    return taken
  }

  /// The element of an array at an index: what each of them is, but its memory is its own.
  func element(_ any: Value, at index: Value, _ state: inout State) -> Value {
    let key: String
    switch index {
    case .integer(let number): key = "\(number)"
    case .symbol(let id): key = "s\(id.index)"
    default: return any
    }
    return replacingMemory(of: any) { original in
      guard !isTransferring(original, state) else { return original }
      let id = storage(.named("element \(original.index) \(key)")) { self[original] }
      if instances[id] != nil, state.buffers.contains(where: { $0.key.storage == id }) { return id }
      return instance(id, of: original, &state)
    }
  }

  /// Makes a storage one of those that another one stands for.
  private func instance(
    _ id: StorageID, of original: StorageID, _ state: inout State
  ) -> StorageID {
    instances[id] = original
    state.freed[id] = nil
    state.memory[id] = state.memory[original]
    if state.escaped.contains(original) { state.escaped.insert(id) }
    for (region, facts) in state.buffers where region.storage == original {
      state.buffers[Region(storage: id, path: region.path)] = facts
    }
    return id
  }

  /// A value as an array's elements are known: what is one of several blocks stands for all of them.
  private func generic(_ value: Value, _ state: State) -> Value {
    guard !instances.isEmpty else { return value }
    return replacingMemory(of: value) { id in
      isTransferring(id, state) ? id : instances[id] ?? id
    }
  }

  /// The value with other storages for the allocated memory that it holds the addresses of.
  func replacingMemory(
    of value: Value, depth: Int = 0, _ other: (StorageID) -> StorageID
  ) -> Value {
    func replaced(_ pointer: Pointer) -> Pointer {
      guard self[pointer.region.storage].kind == .heap else { return pointer }
      var pointer = pointer
      pointer.region.storage = other(pointer.region.storage)
      return pointer
    }
    switch value {
    case .pointer(let pointer): return .pointer(replaced(pointer))
    case .buffer(let pointer, let count): return .buffer(replaced(pointer), count: count)
    case .aggregate(let type, let members) where depth < 3:
      var members = members
      for name in members.keys.sorted() {
        members[name] = members[name].map { replacingMemory(of: $0, depth: depth + 1, other) }
      }
      return .aggregate(type, members)
    case .aggregate, .unknown, .symbol, .integer, .constant, .null, .register, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return value
    }
  }

  /// The entries of a dictionary literal as members by key, where all keys are constants.
  func entries(_ elements: [Value]) -> [String: Value] {
    guard elements.count <= 2 * Interpreter.elementLimit else { return [:] }
    var members: [String: Value] = [:]
    var key: Value?
    for element in elements {
      guard let known = key else {
        key = element
        continue
      }
      guard let name = entryName(known) else { return [:] }
      members[name] = element
      key = nil
    }
    return members
  }

  private func entryName(_ key: Value) -> String? {
    switch key {
    case .integer(let number): "[\(number)]"
    case .enumCase(let name, let payload): payload.isEmpty ? "[.\(name)]" : nil
    case .constant(let name): "[\(name)]"
    case .unknown, .symbol, .null, .pointer, .buffer, .register, .aggregate, .object, .array,
      .closure, .function, .type, .range:
      nil
    }
  }

  /// What a dictionary has for a key: the same each time, until the dictionary changes.
  func entry(_ key: Value, of content: Value, _ base: Place, _ state: State) -> Value? {
    var isDictionary = false
    if case .aggregate(let type?, let members) = content, type.name == "Dictionary" {
      isDictionary = true
      if members.keys.contains(where: { $0.utf8.first == UInt8(ascii: "[") }) {
        if let name = entryName(key) { return members[name] ?? .null }
      } else if case .value = base {
        // A dump keeps of a literal only that it is one.
        return members.isEmpty ? nil : symbol(.binary("[]", content, key))
      }
    }
    guard case .memory(let pointer) = base,
      isDictionary || type(of: pointer, state)?.name == "Dictionary"
    else { return nil }
    return symbol(.binary("[]", symbol(.initial(pointer.region)), key))
  }

  /// A dictionary or an array is changed at one of its elements.
  func changesElements(of place: Place, _ state: inout State) {
    guard case .memory(let pointer) = place else { return }
    switch resolved(peek(pointer, state), state) {
    case .array(let elements):
      if anyElement(of: elements, state) != nil { forgetsElements(elements, &state) }
    case .aggregate(let type?, let members) where type.name == "Dictionary":
      if !members.isEmpty { poke(.aggregate(type, [:]), at: pointer, &state) }
      forget(symbol(.initial(pointer.region)), &state)
    case .symbol where type(of: pointer, state)?.name == "Dictionary":
      forget(symbol(.initial(pointer.region)), &state)
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .aggregate,
      .enumCase, .object, .closure, .function, .type, .range:
      break
    }
  }
}

extension Value {
  /// Whether it is a case of an enum.
  var isCase: Bool {
    if case .enumCase = self { true } else { false }
  }

  /// Whether it says of an array what any of its elements is.
  var isElements: Bool {
    guard case .aggregate(nil, let members) = self else { return false }
    return members[Interpreter.anyElement] != nil
  }

  /// The same of an array that may have no elements as well.
  var maybeElements: Value {
    guard case .aggregate(nil, let members) = self else { return self }
    return .aggregate(nil, members.filter { $0.key == Interpreter.anyElement })
  }
}
