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
    return Set(outcomes.filter { $0.kind == .returned }.flatMap(started)).sorted()
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
    var variable: LocalID?
    var places: [ValueID: LocalID] = [:]
    for block in function.blocks {
      for operation in block.operations {
        if case .local(let local) = operation.kind, let place = operation.result {
          places[place] = local
        }
        guard operation.kind.uses(result) else { continue }
        guard case .store(result, let place, .plain) = operation.kind, variable == nil,
          let local = places[place], Int(local.index) >= function.parameters.count
        else { return false }
        variable = local
      }
      if block.terminator.kind.uses(result) { return false }
    }
    guard let variable, !function.locals[Int(variable.index)].isTemporary else { return false }
    return !isRead(variable, places, function)
  }

  /// Whether anything but stores mentions a variable.
  private func isRead(
    _ variable: LocalID, _ places: [ValueID: LocalID], _ function: FlowFunction
  ) -> Bool {
    if function.captures.contains(where: { $0.inner == variable }) { return true }
    for block in function.blocks {
      for operation in block.operations {
        switch operation.kind {
        case .store(let value, _, _):
          if places[value] == variable { return true }
        case .closure(let inner):
          if program.function(inner).captures.contains(where: { $0.outer == variable }) {
            return true
          }
        default:
          var isMentioned = false
          operation.kind.forEachOperand { isMentioned = isMentioned || places[$0] == variable }
          if isMentioned { return true }
        }
      }
      var isMentioned = false
      block.terminator.kind.forEachOperand { isMentioned = isMentioned || places[$0] == variable }
      if isMentioned { return true }
    }
    return false
  }
}

extension Operation.Kind {
  fileprivate func uses(_ value: ValueID) -> Bool {
    var isUsed = false
    forEachOperand { isUsed = isUsed || $0 == value }
    return isUsed
  }
}

extension Terminator.Kind {
  fileprivate func uses(_ value: ValueID) -> Bool {
    var isUsed = false
    forEachOperand { isUsed = isUsed || $0 == value }
    return isUsed
  }

  fileprivate func forEachOperand(_ body: (ValueID) -> Void) {
    switch self {
    case .branch(let condition, _, _): body(condition)
    case .tryCall(let call, _, _, _, _): call.forEachOperand(body)
    case .return(let value), .throw(let value):
      if let value { body(value) }
    case .jump, .unreachable: break
    }
  }
}
