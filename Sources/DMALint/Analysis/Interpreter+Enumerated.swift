/// `enumerated()`: elements with their positions.
extension Interpreter {
  private static let enumerated = FlowType("EnumeratedSequence")

  /// The sequence of a sequence's positions and elements.
  static func enumerated(_ base: Value) -> Value { .aggregate(enumerated, ["base": base]) }

  /// What a loop over a sequence goes through.
  static func iterated(_ sequence: Value) -> Value {
    guard case .aggregate(enumerated, let members) = sequence else { return sequence }
    return members["base"] ?? sequence
  }

  /// The next position with its element; nil where the place holds no such sequence.
  func nextEnumerated(
    of place: Place, _ held: Value, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Loaded]? {
    guard case .aggregate(Interpreter.enumerated, let members) = held,
      case .memory(let pointer) = place, let before = members["base"]
    else { return nil }
    let base = Place.memory(pointer.member("base"))
    let sequence = Interpreter.unbegun(before)
    let isListed = listedElements(of: sequence, state) != nil
    let round = isListed ? before == sequence ? 0 : Interpreter.round(of: before) : nil
    let count = Library.property("count", of: sequence, .nowhere, self, state)
    return next(of: base, site, state, activation).map { loaded in
      guard loaded.value != .null else { return loaded }
      var loaded = loaded
      let index: Value
      if let round {
        index = .integer(round)
      } else {
        index = symbol(.payload(symbol(.made(site, activation.running)), "offset", 0))
        forget(index, &loaded.state)
        if case .symbol(let id) = index {
          loaded.state.facts[id] = Fact(
            minimum: 0, maximum: count.flatMap { bounds($0, loaded.state).1 }.map { $0 &- 1 },
            differs: [.null])
        }
      }
      loaded.value = .aggregate(
        FlowType("Tuple"),
        ["0": index, "offset": index, "1": loaded.value, "element": loaded.value])
      return loaded
    }
  }
}

/// `allCases`: what the compiler writes for an enum without associated values.
extension Interpreter {
  func allCases(of type: String, _ state: inout State, _ activation: Activation) -> Value? {
    guard let entry = program.type(named: type, from: activation.function.owner),
      entry.keyword == .enum,
      entry.inherited.contains("CaseIterable"), !entry.cases.isEmpty
    else { return nil }
    let names = entry.caseOrder
    let id = storage(.named(entry.name + ".allCases")) {
      Storage(
        kind: .literal, name: "allCases", type: FlowType("Array", [FlowType(entry.name)]),
        site: activation.site(activation.function.range))
    }
    if names.count <= Interpreter.elementLimit {
      let members = names.enumerated().map { (String($0), Value.enumCase(name: $1, payload: [])) }
      state.memory[id] = .aggregate(nil, Dictionary(uniqueKeysWithValues: members))
    }
    return .array(id)
  }
}
