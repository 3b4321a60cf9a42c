import DMALint

/// What accesses of the program do, in memory, in the cache and in the hands of compiler and core.
extension MachineRun {
  /// The cells of an access; finds new borders, which begins the exploration anew.
  func cells(at address: Int64, width: Int64, _ range: SourceRange) throws -> Range<Int> {
    guard let object = layout.object(at: address) else {
      throw Interruption.beyond("an access at an address that is no object's", range)
    }
    let offset = address - layout.objects[object].address
    let end = min(layout.objects[object].size, offset + max(1, width))
    guard offset < end else { throw Interruption.beyond("an access behind an object", range) }
    guard let cells = layout.cells(of: object, offset, end - offset) else {
      layout.split(object, offset, end - offset)
      throw Interruption.again
    }
    return cells
  }

  func isDevice(_ address: Int64) -> Bool { layout.object(at: address) == nil }

  /// Of a structure in memory, each member is read for itself.
  func read(
    _ place: MachinePlace, _ type: FlowType?, _ mode: AccessMode, _ range: SourceRange,
    _ state: inout MachineState
  ) throws -> MachineValue {
    guard case .memory(let address, _) = place, let members = plans.members(of: type),
      !isDevice(address)
    else { return try read(place, mode, range, &state) }
    var values: [MachineValue] = []
    for member in members {
      let part = MachinePlace.memory(
        address + member.offset, width: plans.size(of: member.type))
      values.append(try read(part, member.type, mode, range, &state))
    }
    return .members(members.map(\.name), values)
  }

  /// Of a structure in memory, each member is written for itself.
  func write(
    _ value: MachineValue, to place: MachinePlace, _ type: FlowType?, _ mode: AccessMode,
    _ range: SourceRange, _ state: inout MachineState
  ) throws {
    guard case .memory(let address, _) = place, let members = plans.members(of: type),
      case .members(let labels, let values) = value, !isDevice(address)
    else { return try write(value, to: place, mode, range, &state) }
    for (number, member) in members.enumerated() {
      let index = labels.firstIndex(of: member.name) ?? number
      let part = MachinePlace.memory(
        address + member.offset, width: plans.size(of: member.type))
      try write(
        values.indices.contains(index) ? values[index] : .unknown, to: part, member.type, mode,
        range, &state)
    }
  }

  func read(
    _ place: MachinePlace, _ mode: AccessMode, _ range: SourceRange, _ state: inout MachineState
  ) throws -> MachineValue {
    switch place {
    case .value(let value): return value
    case .slot(let frame, let local, let path):
      return path.reduce(state.frames[frame].slots[local]) { value, index in
        if case .members(_, let members) = value, members.indices.contains(index) {
          return members[index]
        }
        return .unknown
      }
    case .memory(let address, let width):
      if isDevice(address) { return try readRegister(address, &state) }
      let cells = try cells(at: address, width: width, range)
      try touch(cells, state)
      for cell in cells { load(cell, mode, range, &state) }
      if case .atomic(let ordering) = mode, ordering.acquires {
        fence(.atomic(.acquiring), range, &state)
      }
      let expected = Set(state.cells[cells].map(\.expected))
      guard expected.count == 1, let token = expected.first,
        layout.extent(of: cells.lowerBound).size <= width || tokens[Int(token)].kind == .before
      else { return .unknown }
      switch tokens[Int(token)].kind {
      case .before:
        let isZero = layout.objects[layout.cellObject[cells.lowerBound]].kind == .global
        return isZero ? .integer(0) : .unknown
      case .cpu: return tokens[Int(token)].value ?? .unknown
      case .device: return .unknown
      }
    }
  }

  func write(
    _ value: MachineValue, to place: MachinePlace, _ mode: AccessMode, _ range: SourceRange,
    _ state: inout MachineState
  ) throws {
    switch place {
    case .value: break
    case .slot(let frame, let local, let path):
      replace(&state.frames[frame].slots[local], path[...], value)
    case .memory(let address, let width):
      if isDevice(address) { return try writeRegister(address, value, mode, range, &state) }
      if case .atomic(let ordering) = mode, ordering.releases {
        fence(.atomic(.releasing), range, &state)
      }
      let cells = try cells(at: address, width: width, range)
      try touch(cells, state)
      if let object = value.number.flatMap({ layout.object(at: $0) }),
        layout.objects[layout.cellObject[cells.lowerBound]].kind != .frame
      {
        state.objects[object].hasEscaped = true
      }
      let number = token(
        Token(kind: .cpu, site: site(state), round: state.round, value: value))
      for cell in cells { store(number, cell, mode, &state) }
    }
  }

  func replace(
    _ value: inout MachineValue, _ path: ArraySlice<Int>, _ new: MachineValue
  ) {
    guard let index = path.first else {
      value = new
      return
    }
    var (labels, members): ([String?], [MachineValue]) = ([], [])
    if case .members(let old, let values) = value { (labels, members) = (old, values) }
    while members.count <= index {
      members.append(.unknown)
      labels.append(nil)
    }
    replace(&members[index], path.dropFirst(), new)
    value = .members(labels, members)
  }

  /// A number for the operation at hand.
  func site(_ state: MachineState) -> Int {
    guard let frame = state.frames.last else { return 0 }
    return (frame.function << 16 | frame.block) << 16 | frame.operation
  }

  /// What a handler uses is shared with the rest of the program.
  private func touch(_ cells: Range<Int>, _ state: MachineState) throws {
    guard state.frames.contains(where: \.isInterrupt) else { return }
    try share(layout.cellObject[cells.lowerBound])
  }

  func share(_ object: Int) throws {
    if shared.insert(layout.objects[object].key).inserted { throw Interruption.again }
  }

  func isShared(_ object: Int) -> Bool { shared.contains(layout.objects[object].key) }

  // MARK: One cell

  private func load(
    _ cell: Int, _ mode: AccessMode, _ range: SourceRange, _ state: inout MachineState
  ) {
    if conflict(cell, isWrite: false, &state) { return }
    narrate { "reads \(layout.name(of: cell))" }
    let start = Int(state.cells[cell].start)
    let isJudged =
      !isIntruding(state) && !state.cells[cell].isRaced && start < 32
      && state.observed & (1 << UInt32(start)) != 0
    switch adversary {
    case .none: break
    case .order:
      let isFree =
        switch mode {
        case .plain: state.cells[cell].staleness != .none
        case .volatile, .atomic: state.cells[cell].staleness != .none && profile.loadsWaitFor != nil
        }
      if isJudged, isFree {
        show(
          .order, start,
          "the read of \(layout.name(of: cell)) may be answered from before the device wrote it")
      }
    case .cache:
      guard fetch(cell, &state) else { break }
      if isJudged, !state.cells[cell].isOffered,
        state.cells[cell].cached != state.cells[cell].expected
      {
        show(.coherency, start, "the read of \(layout.name(of: cell)) is answered by a stale line")
      }
    }
  }

  private func store(
    _ value: UInt16, _ cell: Int, _ mode: AccessMode, _ state: inout MachineState
  ) {
    var isRace = conflict(cell, isWrite: true, &state)
    if isIntruding(state) {
      race(cell, &state)
      isRace = true
    }
    narrate { "writes \(layout.name(of: cell))" }
    state.cells[cell].expected = value
    state.cells[cell].isGivenUp = false
    state.cells[cell].isOffered = false
    let start = UInt32(state.cells[cell].start)
    if !isRace, start < 32, state.observed & (1 << start) == 0 {
      // It is over, and the program does not know: other executions show the race.
      race(cell, &state)
    } else if !isRace {
      state.cells[cell].isRaced = false
    }
    switch adversary {
    case .none: state.cells[cell].memory = value
    case .order:
      state.cells[cell].staleness = .none
      let delay: MachineState.Delay =
        switch mode {
        case .plain: .compiler
        case .volatile, .atomic: profile.storesWaitFor == nil ? .none : .core
        }
      state.cells[cell].delay = delay
      if delay == .none { state.cells[cell].memory = value }
    case .cache:
      if fetch(cell, &state) {
        state.cells[cell].cached = value
        if start < 32, state.observed & (1 << start) != 0 {
          for other in layout.lineCells[layout.cellLine[cell]]
          where state.cells[other].cached != state.cells[other].expected {
            state.cells[other].isGivenUp = true
          }
        }
        state.lines[layout.cellLine[cell]] = .dirty
      } else {
        state.cells[cell].memory = value
      }
    }
  }

  /// Whether the interrupt of something else than a completion is at work: nobody synchronises with it, and
  /// what it uses is a race of its own, in flight or not.
  private func isIntruding(_ state: MachineState) -> Bool {
    state.frames.contains { frame in
      frame.isInterrupt
        && !table.completionHandlers.contains(
          MachinePlans.bare(module.functions[frame.function].name))
    }
  }

  /// Whether a transfer that runs uses the cell; such an access is the program's own defect.
  private func conflict(_ cell: Int, isWrite: Bool, _ state: inout MachineState) -> Bool {
    var isFound = false
    for channel in state.channels where channel.phase == .running || channel.phase == .stopping {
      for part in channel.parts where part.cells.contains(cell) {
        guard isWrite || part.direction.writes else { continue }
        isFound = true
        race(cell, &state)
        let text =
          "the program \(isWrite ? "writes" : "reads") \(layout.name(of: cell)) while the transfer runs"
        if state.hasSkippedWait {
          show(.order, channel.start, text + ": the loop that waits may be deleted")
        } else if state.stopRequested & (1 << UInt32(channel.start)) != 0, !isIntruding(state) {
          show(.completion, channel.start, text + " on after the request to stop")
        } else {
          show(.exclusivity, channel.start, text)
        }
      }
    }
    return isFound
  }

  /// Nothing is expected of the cell any more, nor of what is in its line: it has the same cause.
  func race(_ cell: Int, _ state: inout MachineState) {
    state.cells[cell].isRaced = true
    guard layout.cellLine[cell] >= 0 else { return }
    for other in layout.lineCells[layout.cellLine[cell]] { state.cells[other].isRaced = true }
  }

  // MARK: Cache

  /// Brings the line of a cached cell in; false where the cell is not cached.
  private func fetch(_ cell: Int, _ state: inout MachineState) -> Bool {
    let line = layout.cellLine[cell]
    guard line >= 0 else { return false }
    if state.lines[line] == .absent { fetchLine(line, &state) }
    return true
  }

  func fetchLine(_ line: Int, _ state: inout MachineState) {
    for cell in layout.lineCells[line] { state.cells[cell].cached = state.cells[cell].memory }
    state.lines[line] = .clean
  }

  func writeBack(_ line: Int, _ state: inout MachineState) {
    for cell in layout.lineCells[line] {
      let now = state.cells[cell]
      if now.memory == now.expected, now.cached != now.expected, !now.isRaced,
        !now.isGivenUp,
        tokens[Int(now.expected)].kind == .device
      {
        show(
          .coherency, now.start == 255 ? nil : Int(now.start),
          "a dirty line is written over what the device wrote to \(layout.name(of: cell))")
      }
      state.cells[cell].memory = now.cached
    }
    state.lines[line] = .clean
  }

  func maintain(
    _ kind: DeviceFunction.Maintenance, at address: Int64, length: Int64,
    _ range: SourceRange, _ state: inout MachineState
  ) throws {
    guard length > 0, adversary == .cache, layout.object(at: address) != nil else { return }
    let cells = try cells(at: address, width: length, range)
    for line in Set(cells.map { layout.cellLine[$0] }).sorted() where line >= 0 {
      narrate { "\(kind) \(layout.name(of: layout.lineCells[line][0]))" }
      switch kind {
      case .clean: if state.lines[line] == .dirty { writeBack(line, &state) }
      case .cleanAndInvalidate:
        if state.lines[line] == .dirty { writeBack(line, &state) }
        state.lines[line] = .absent
      case .invalidate:
        if state.lines[line] == .dirty, layout.isSharedLine[line],
          isShared(layout.cellObject[layout.lineCells[line][0]])
        {
          let start = layout.lineCells[line].map { state.cells[$0].start }.first { $0 != 255 }
          show(
            .coherency, start.map(Int.init),
            "the invalidate throws away what a neighbour of \(layout.name(of: layout.lineCells[line][0])) wrote"
          )
        }
        state.lines[line] = .absent
      }
    }
  }

  // MARK: Order

  func fence(_ kind: FenceKind, _ range: SourceRange, _ state: inout MachineState) {
    guard adversary == .order else { return }
    let (releases, acquires, isForAll): (Bool, Bool, Bool) =
      switch kind {
      case .compiler, .instruction: (true, true, false)
      case .signal: (true, true, true)
      case .atomic(let ordering): (ordering.releases, ordering.acquires, true)
      }
    let holdsStores = profile.holdsStores(kind)
    let holdsLoads = profile.holdsLoads(kind)
    for cell in state.cells.indices {
      let isSeen = isForAll || state.objects[layout.cellObject[cell]].hasEscaped
      if releases, state.cells[cell].delay == .compiler, isSeen { state.cells[cell].delay = .core }
      if state.cells[cell].delay == .core, holdsStores {
        state.cells[cell].delay = .none
        state.cells[cell].memory = state.cells[cell].expected
      }
      if acquires, state.cells[cell].staleness == .compiler, isSeen {
        state.cells[cell].staleness = .core
      }
      if state.cells[cell].staleness == .core, holdsLoads {
        state.cells[cell].staleness = .none
      }
    }
    if narration != nil { narrate { "fence" } }
  }

  /// A call of what the optimiser cannot see.
  func opaque(_ arguments: [MachineValue], _ range: SourceRange, _ state: inout MachineState) {
    for argument in arguments { escape(argument, &state) }
    fence(.compiler, range, &state)
  }

  func escape(_ value: MachineValue, _ state: inout MachineState) {
    switch value {
    case .integer(let address), .pointer(let address, _), .buffer(let address, _, _):
      if let object = layout.object(at: address) { state.objects[object].hasEscaped = true }
    case .place(.memory(let address, _)):
      if let object = layout.object(at: address) { state.objects[object].hasEscaped = true }
    case .members(_, let values): for value in values { escape(value, &state) }
    case .closure(_, let captures): for value in captures { escape(value, &state) }
    case .unknown, .null, .range, .register, .place, .type, .name, .outcome, .completion, .status:
      break
    }
  }

  func narrate(_ text: () -> String) {
    guard narration != nil else { return }
    narration?.append(text())
  }
}
