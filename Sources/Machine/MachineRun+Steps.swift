import DMALint

/// What the program does next: operations in the order of the text.
extension MachineRun {
  /// Runs to the next operation that others can notice, and through it. Several states where its
  /// outcome is free.
  func stepProgram(_ state: MachineState, isSingle: Bool = false) throws -> [MachineState] {
    var states = try stepOperation(state)
    if isSingle { return states }
    var budget = 20_000
    while true {
      guard
        let number = states.firstIndex(where: { !$0.isOver && !isNoticed($0) })
      else { return states }
      budget -= 1
      guard budget > 0 else {
        throw Interruption.beyond("a loop of more than 20000 steps", range(of: states[number]))
      }
      let next = try stepOperation(states[number])
      states.replaceSubrange(number...number, with: next)
    }
  }

  func range(of state: MachineState) -> SourceRange {
    guard let frame = state.frames.last else { return module.functions[0].range }
    let block = module.functions[frame.function].blocks[frame.block]
    return frame.operation < block.operations.count
      ? block.operations[frame.operation].range : block.terminator.range
  }

  /// Whether engines, caches or handlers could tell when the next operation happens.
  private func isNoticed(_ state: MachineState) -> Bool {
    guard let frame = state.frames.last else { return true }
    let block = module.functions[frame.function].blocks[frame.block]
    guard frame.operation < block.operations.count else {
      switch block.terminator.kind {
      case .jump, .branch, .unreachable: return false
      case .tryCall(let call, _, _, _, _): return isNoticed(call, frame)
      case .return, .throw: return frame.result == nil || frame.owned.contains(where: isShared)
      }
    }
    switch block.operations[frame.operation].kind {
    case .load(let place, _), .store(_, let place, _): return isNoticed(frame.values[place.int])
    case .call(let call): return isNoticed(call, frame)
    case .fence, .assembly: return true
    case .leave(let local), .enter(let local): return isNoticed(frame.slots[local.int])
    case .local, .global, .member, .element, .pointee, .indexed, .addressOf, .take, .integer,
      .float,
      .boolean, .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .unary, .binary,
      .cast, .aggregate, .isCase, .payload, .matches, .isType, .closure, .methodReference, .next,
      .inlined:
      return false
    }
  }

  private func isNoticed(_ value: MachineValue) -> Bool {
    guard case .place(.memory(let address, _)) = value else { return false }
    return layout.object(at: address).map(isShared) ?? true
  }

  private func isNoticed(_ call: Call, _ frame: MachineState.Frame) -> Bool {
    switch call.callee {
    case .name(let name): body(named: name) == nil
    case .initializer, .implicitMember: false
    case .staticMethod(_, let name): name != "allocate" && body(named: name) == nil
    case .method, .superMethod, .value: true
    }
  }

  func body(named name: String) -> Int? { plans.functions[name]?.first }

  // MARK: One operation

  private func stepOperation(_ state: MachineState) throws -> [MachineState] {
    var state = state
    let top = state.frames.count - 1
    let frame = state.frames[top]
    let block = module.functions[frame.function].blocks[frame.block]
    guard frame.operation < block.operations.count else {
      return try leave(block.terminator, state)
    }
    let operation = block.operations[frame.operation]
    var outcomes: [MachineState] = []
    switch operation.kind {
    case .call(let call):
      outcomes = try self.call(call, operation.result?.int, operation.range, state)
      return outcomes
    case .fence(let kind): fence(kind, operation.range, &state)
    case .assembly(let text, let clobbers, _, _):
      if clobbers { fence(.instruction(text), operation.range, &state) }
    case .store(let value, let place, let mode):
      let value = frame.values[value.int]
      let destination = try self.place(frame.values[place.int], operation.range)
      look(at: value, &state)
      try write(
        value, to: destination, plans.type(of: place, in: frame.function), mode, operation.range,
        &state)
    case .load(let place, let mode):
      let source = try self.place(frame.values[place.int], operation.range)
      let value = try read(
        source, plans.type(of: place, in: frame.function), mode, operation.range, &state)
      set(operation.result, value, &state)
    case .enter(let local):
      if case .place(.memory(let address, _)) = frame.slots[local.int],
        let object = layout.object(at: address), !state.objects[object].isAlive
      {
        revive(object, &state)
      }
    case .leave(let local):
      if case .place(.memory(let address, _)) = frame.slots[local.int],
        let object = layout.object(at: address), frame.owned.contains(object)
      {
        state.objects[object].isAlive = false
        narrate { "'\(layout.objects[object].name)' ends" }
      }
    case .inlined: break
    case .local, .global, .member, .element, .pointee, .indexed, .addressOf, .take, .integer,
      .float,
      .boolean, .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .unary, .binary,
      .cast, .aggregate, .isCase, .payload, .matches, .isType, .closure, .methodReference, .next:
      let value = try compute(operation, frame, top, &state)
      set(operation.result, value, &state)
    }
    state.frames[top].operation += 1
    return [state]
  }

  func set(_ result: ValueID?, _ value: MachineValue, _ state: inout MachineState) {
    guard let result else { return }
    state.frames[state.frames.count - 1].values[result.int] = value
  }

  /// Somebody looks at the result of a start, or at a status.
  func look(at value: MachineValue, _ state: inout MachineState) {
    switch value {
    case .outcome(_, let start): state.ignoredFailures &= ~(1 << UInt32(start))
    case .completion(_, let start):
      for number in state.channels.indices
      where state.channels[number].start == start && state.channels[number].phase == .done {
        observe(number, &state)
      }
    case .integer, .unknown, .null, .pointer, .buffer, .range, .register, .place, .closure,
      .members, .type,
      .name, .status:
      break
    }
  }

  private func leave(_ terminator: Terminator, _ old: MachineState) throws -> [MachineState] {
    var state = old
    let top = state.frames.count - 1
    let frame = state.frames[top]
    func go(_ block: BlockID, _ state: MachineState) -> MachineState {
      var state = state
      state.frames[top].block = Int(block.index)
      state.frames[top].operation = 0
      return state
    }
    switch terminator.kind {
    case .jump(let block): return [go(block, state)]
    case .branch(let condition, let then, let otherwise):
      let value = frame.values[condition.int]
      look(at: value, &state)
      if case .status(let channel) = value {
        return statusBranch(channel, frame, then, otherwise, state).map { go($0, $1) }
      }
      guard let number = value.number else { return [go(then, state), go(otherwise, state)] }
      let goes = number != 0 ? then : otherwise
      let other = number != 0 ? otherwise : then
      var result = [go(goes, state)]
      if adversary == .order, plans.isDeletable(frame.function, frame.block),
        goesBack(frame, Int(goes.index))
      {
        var skipped = go(other, state)
        skipped.hasSkippedWait = true
        result.append(skipped)
      }
      return result
    case .return(let value):
      return [try finish(value.map { frame.values[$0.int] } ?? .unknown, state)]
    case .throw: return [try finish(.unknown, isError: true, state)]
    case .tryCall(let call, let result, let normal, _, _):
      // Where control goes on behind a body of this program is decided at its end; others succeed.
      let outcomes = try self.call(call, result.int, terminator.range, state)
      return outcomes.map { $0.frames.count > top + 1 ? $0 : go(normal, $0) }
    case .unreachable:
      state.isOver = true
      return [state]
    }
  }

  /// Where a look at an engine of which nothing is known leads: round the loop until it is done.
  private func statusBranch(
    _ channel: Int, _ frame: MachineState.Frame, _ then: BlockID, _ otherwise: BlockID,
    _ state: MachineState
  ) -> [(BlockID, MachineState)] {
    let (a, b) = (
      plans.distance(frame.function, Int(then.index), frame.block),
      plans.distance(frame.function, Int(otherwise.index), frame.block)
    )
    let stays: BlockID
    switch (a, b) {
    case (nil, nil): return [(then, state), (otherwise, state)]
    case (_, nil): stays = then
    case (nil, _): stays = otherwise
    case (let x?, let y?): stays = x <= y ? then : otherwise
    }
    guard isOver(channel, state) else { return [(stays, state)] }
    var done = state
    observe(channel, &done)
    return [(stays == then ? otherwise : then, done)]
  }

  /// Whether the block leads straight back to the loop's test.
  private func goesBack(_ frame: MachineState.Frame, _ block: Int) -> Bool {
    var here = block
    for _ in 0..<3 {
      if here == frame.block { return true }
      guard case .jump(let next) = module.functions[frame.function].blocks[here].terminator.kind
      else { return false }
      here = Int(next.index)
    }
    return false
  }

  /// The function at the top returns or throws.
  private func finish(_ value: MachineValue, isError: Bool = false, _ old: MachineState) throws
    -> MachineState
  {
    var state = old
    let frame = state.frames.removeLast()
    for object in frame.owned { state.objects[object].isAlive = false }
    if !frame.owned.isEmpty { narrate { "the frame ends" } }
    if state.frames.isEmpty {
      state.isOver = true
      for number in state.channels.indices where state.channels[number].phase != .idle {
        let start = state.channels[number].start
        // What was told to stop is attended to: what it still does to memory shows by itself.
        if (state.observed | state.stopRequested) & (1 << UInt32(start)) == 0 {
          show(.completion, start, "the program ends and has not seen the transfer complete")
        }
      }
      for start in starts.indices where state.ignoredFailures & (1 << UInt32(start)) != 0 {
        show(.completion, start, "the start has failed and nobody has looked")
      }
      state.ignoredFailures = 0
    } else if frame.isInterrupt {
      // The program goes on where it was.
    } else {
      let top = state.frames.count - 1
      let caller = state.frames[top]
      if let result = frame.result, result >= 0 { state.frames[top].values[result] = value }
      let block = module.functions[caller.function].blocks[caller.block]
      guard caller.operation < block.operations.count else {
        guard case .tryCall(_, _, let normal, _, let error) = block.terminator.kind else {
          throw Interruption.beyond("a call at the end of a block", block.terminator.range)
        }
        state.frames[top].block = (isError ? error : normal).int
        state.frames[top].operation = 0
        return state
      }
      guard !isError else {
        throw Interruption.beyond("an error that nobody catches", range(of: state))
      }
      state.frames[top].operation += 1
    }
    return state
  }
}

extension BlockID {
  var int: Int { Int(index) }
}

extension ValueID {
  var int: Int { Int(index) }
}

extension LocalID {
  var int: Int { Int(index) }
}
