/// Results that are dropped, or kept in a variable which nothing ever reads.
extension Interpreter {
  /// A wrapper hands the result on, and whoever calls that drops it.
  func noteIgnored(
    _ value: Value, by call: Call, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    let origin: Site
    if let passed = passedOn[site] {
      origin = passed
    } else {
      guard case .symbol(let id) = value, case .outcome(let made, _, _, _) = term(id), made != site
      else { return }
      origin = made
    }
    guard let model = checkedCalls[origin] else { return }
    // Where the call stands in a closure within the statement, that is the place.
    let isWithin =
      site.range.file == origin.range.file && site.range.start <= origin.range.start
      && origin.range.end <= site.range.end
    show(
      .resultUnused(model, discarded: call.isExplicitlyDiscarded), isWithin ? origin : site, &state,
      activation)
  }

  /// Remembers that a call of the program's own function answers what a call in it has answered, or
  /// whether that means success, and that nothing in there has looked at it.
  func notePassedOn(by function: FlowFunction, _ id: FunctionID, _ site: Site) {
    guard passedOn[site] == nil else { return }
    if returnedCalls[id] == nil { returnedCalls[id] = ReturnedResults(function).calls }
    for call in returnedCalls[id] ?? [] {
      let inner = Site(range: call, function: id)
      if checkedCalls[inner] != nil { passedOn[site] = inner }
      if let origin = passedOn[inner] { passedOn[site] = origin }
    }
  }

  /// The transfers that a call has started where it returned, if it may have thrown without having started one.
  func startsRefused(in outcomes: [Outcome], before state: State) -> [TransferID] {
    func started(_ outcome: Outcome) -> [TransferID] {
      outcome.state.transfers.keys.filter { state.transfers[$0] == nil }
    }
    guard outcomes.contains(where: { $0.kind == .threw && started($0).isEmpty }) else { return [] }
    // Where the call gives out a handle, it is that which is lost.
    let kept = outcomes.filter { outcome in
      outcome.kind == .returned
        && !outcome.state.transfers.values.contains {
          isHandle(outcome.value, of: $0, outcome.state)
        }
    }
    return Set(kept.flatMap(started)).sorted()
  }

  /// Whether the call that is being run stores its result in such a variable, and does nothing else
  /// with it.
  func isIgnored(_ call: Call, _ activation: Activation) -> Bool {
    let function = activation.plan.function
    guard !call.isResultUnused, function.blocks.indices.contains(position.block),
      function.blocks[position.block].operations.indices.contains(position.operation)
    else { return false }
    let operation = function.blocks[position.block].operations[position.operation]
    guard case .call(let running) = operation.kind, running.arguments.count == call.arguments.count,
      let result = operation.result
    else { return false }
    return DroppedValues(function, program, isMemberRead: isMemberRead).contains(result)
  }

  /// Whether anything in the program but a store may look at members of this name.
  private func isMemberRead(_ name: String) -> Bool {
    guard hasEntry, !program.module.mayLackReads else { return true }
    if let known = membersRead { return known.contains(name) }
    var read: Set<String> = []
    for function in program.module.functions {
      var stored: Set<ValueID> = []
      var members: [ValueID: String] = [:]
      for block in function.blocks {
        for operation in block.operations {
          switch operation.kind {
          case .member(_, let name):
            if let place = operation.result { members[place] = name }
          case .store(_, let place, .plain): stored.insert(place)
          case .methodReference(_, let name, _): read.insert(name)
          default: break
          }
        }
      }
      for (place, name) in members where !stored.contains(place) { read.insert(name) }
    }
    membersRead = read
    return read.contains(name)
  }
}
