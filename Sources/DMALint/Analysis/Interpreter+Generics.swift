/// Generic parameters: what they stand for where a function is run.
extension Interpreter {
  /// A type with the argument that its name stands for, where it is a generic parameter.
  func bound(_ type: FlowType, _ activation: Activation, _ state: State) -> FlowType {
    guard type.arguments.isEmpty, program.type(named: type.name) == nil else { return type }
    return argument(for: type.name, activation, state) ?? type
  }

  /// A generic parameter as a value: the number of a value parameter, or the type.
  func genericValue(_ name: String, _ activation: Activation, _ state: State) -> Value? {
    if let argument = argument(for: name, activation, state) {
      return Int64(argument.name).map { .integer($0) } ?? .type(argument)
    }
    guard let owner = activation.function.owner, isGeneric(name, owner),
      let receiver = activation.function.selfLocal
    else { return nil }
    // The same for the same instance, and not known.
    switch place(of: receiver, activation) {
    case .memory(let pointer):
      return symbol(.initial(Region(storage: pointer.region.storage, path: [name])))
    case .value, .register, .computed, .computedGlobal, .subscripted, .nowhere: return .unknown
    }
  }

  /// The type of the inputs that a protocol, `Self` or a generic parameter stands for where a function
  /// is run: the one it was asked of, or else the first that conforms. Nil where it stands for itself.
  func witness(_ name: String, _ activation: Activation, _ state: State) -> String? {
    if let entry = program.type(named: name) {
      guard entry.keyword == .protocol else { return nil }
      return own(activation, state, conformingTo: [entry.name])
        ?? program.conformers(to: entry.name).first
    }
    if name == "Self" {
      return own(activation, state, conformingTo: [activation.function.owner].compactMap { $0 })
        ?? activation.function.owner.flatMap { witness($0, activation, state) }
    }
    if let known = argument(for: name, activation, state), program.type(named: known.name) != nil {
      return known.name
    }
    let constraints =
      activation.function.genericParameters.first { $0.name == name }?.constraints
      ?? activation.function.owner.flatMap { program.type(named: $0) }?.genericParameters
      .first { $0.name == name }?.constraints ?? []
    return constraints.lazy.compactMap { self.program.conformers(to: $0).first }.first
  }

  /// The type of the value or metatype that the running function is one of.
  private func own(_ activation: Activation, _ state: State, conformingTo protocols: [String])
    -> String?
  {
    var found = activation.metatype?.name
    if found == nil, let local = activation.function.selfLocal {
      let receiver = place(of: local, activation)
      let content = peek(receiver, state)
      found = typeName(of: receiver, content, state)
      if case .type(let type) = content { found = type.name }
    }
    guard let found, let entry = program.type(named: found), entry.keyword != .protocol else {
      return nil
    }
    return protocols.contains { program.conformers(to: $0).contains(entry.name) } ? entry.name : nil
  }

  /// A static property under the name of a type that has it from a protocol, or of what stands for a
  /// type: the variable that is meant, and the type it is asked of.
  func staticMember(_ name: String, _ activation: Activation, _ state: State)
    -> (global: FlowGlobal, type: String)?
  {
    guard let dot = name.lastDot else { return nil }
    let member = String(name[name.index(after: dot)...])
    let written = String(name[..<dot])
    let type = witness(written, activation, state) ?? written
    if let global = program.global(named: type + "." + member) { return (global, type) }
    guard let entry = program.type(named: type) else { return nil }
    var waiting = entry.inherited
    var steps = 0
    while let next = waiting.first, steps < 64 {
      waiting.removeFirst()
      steps += 1
      guard let parent = program.type(named: next) else { continue }
      if let global = program.global(named: parent.name + "." + member) { return (global, type) }
      waiting += parent.inherited
    }
    return nil
  }

  private func isGeneric(_ name: String, _ owner: String) -> Bool {
    program.type(named: owner)?.genericParameters.contains { $0.name == name } == true
  }

  private func argument(for name: String, _ activation: Activation, _ state: State) -> FlowType? {
    let function = activation.function
    if function.genericParameters.contains(where: { $0.name == name }) {
      return argument(for: name, function, state) { place(of: $0, activation) }
    }
    if function.kind == .closure {
      // A closure speaks of the parameters of the function around it, which is still running.
      var current = frames[Int(activation.frame.index)].parent
      while let frame = current {
        let record = frames[Int(frame.index)]
        if let id = record.function {
          let outer = program.function(id)
          if outer.genericParameters.contains(where: { $0.name == name }) {
            return argument(for: name, outer, state) { local in
              knownStorage(.local(frame, local)).map { .memory(Pointer($0)) } ?? .nowhere
            }
          }
        }
        current = record.parent
      }
    }
    guard let owner = function.owner,
      let index = program.type(named: owner)?.genericParameters.firstIndex(where: {
        $0.name == name
      })
    else { return nil }
    if let asked = activation.metatype, asked.name == owner,
      asked.arguments.indices.contains(index)
    {
      return asked.arguments[index]
    }
    guard let receiver = function.selfLocal else { return nil }
    let type: FlowType?
    switch resolved(peek(place(of: receiver, activation), state), state) {
    case .aggregate(let known, _): type = known
    case .object(let object): type = self[object].type
    default: type = nil
    }
    guard let type, type.name == owner, type.arguments.indices.contains(index) else { return nil }
    return type.arguments[index]
  }

  /// What a function's generic parameter stands for, by the values that its parameters have.
  private func argument(
    for name: String, _ function: FlowFunction, _ state: State, place: (LocalID) -> Place
  ) -> FlowType? {
    for index in function.parameters.indices {
      guard let type = function.parameters[index].type else { continue }
      let place = place(LocalID(UInt32(index)))
      let value = resolved(peek(place, state), state)
      if type.name == "Metatype", type.arguments.first?.name == name, case .type(let given) = value
      {
        return given
      }
      if type.name == name, let given = typeName(of: place, value, state), given != name {
        return FlowType(given)
      }
    }
    return nil
  }

  /// Values of a generic type remember its arguments.
  func specialise(_ outcomes: inout [Outcome], _ type: FlowType) {
    for index in outcomes.indices {
      switch outcomes[index].value {
      case .aggregate(let made?, let members) where made.arguments.isEmpty:
        outcomes[index].value = .aggregate(
          FlowType(made.name, type.arguments), members)
      case .object(let object):
        if let made = self[object].type, made.arguments.isEmpty {
          storages[Int(object.index)].type = FlowType(made.name, type.arguments)
        }
      default: break
      }
    }
  }
}
