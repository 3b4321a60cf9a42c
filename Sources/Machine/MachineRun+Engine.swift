import DMALint

/// What engines do: starts, units, ends; and what the program learns of it.
extension MachineRun {
  func channelNumber(_ name: String, _ state: inout MachineState) -> Int {
    if let number = state.channels.firstIndex(where: { $0.name == name }) { return number }
    state.channels.append(MachineState.Channel(name: name))
    return state.channels.count - 1
  }

  /// Hands memory to an engine and lets it go.
  func start(
    _ name: String, _ parts: [(address: Int64, length: Int64, direction: MachineDirection)],
    _ range: SourceRange, _ state: inout MachineState
  ) throws {
    let number = channelNumber(name, &state)
    let start = startNumber(range, name)
    guard start < 31 else { throw Interruption.beyond("more than 31 starts", range) }
    switch state.channels[number].phase {
    case .running, .stopping:
      show(
        .exclusivity, state.channels[number].start,
        "channel \(name) is started again while its transfer runs")
      show(.exclusivity, start, "channel \(name) is started while its transfer runs")
    case .done, .idle: break
    }
    var reads: [MachineState.Part] = []
    var writes: [MachineState.Part] = []
    for part in parts {
      guard let object = layout.object(at: part.address) else {
        throw Interruption.beyond("an engine that is given no object's address", range)
      }
      try share(object)
      state.objects[object].hasEscaped = true
      let cells = try cells(at: part.address, width: part.length, range)
      if part.direction.reads { reads.append(.init(cells: cells, direction: .deviceReads)) }
      if part.direction.writes { writes.append(.init(cells: cells, direction: .deviceWrites)) }
    }
    let contested = contestedCells(reads + writes, number, state)
    state.observed &= ~(1 << UInt32(start))
    state.stopRequested &= ~(1 << UInt32(start))
    state.round = (state.round + 1) % 4
    state.channels[number].phase = .running
    state.channels[number].start = start
    state.channels[number].parts = reads + writes
    state.channels[number].position = 0
    for part in reads + writes {
      for cell in part.cells {
        state.cells[cell].start = UInt8(start)
        if state.cells[cell].memory == state.cells[cell].expected,
          state.cells[cell].delay == .none, !isDirty(cell, state)
        {
          state.cells[cell].isRaced = false
        }
        if part.direction.writes {
          state.cells[cell].isOffered =
            state.cells[cell].isOffered || !reads.contains { $0.cells.contains(cell) }
        }
      }
    }
    for cell in contested { race(cell, &state) }
    narrate { "starts the transfer on \(name)" }
    finishIfMoved(number, &state)
  }

  private func isDirty(_ cell: Int, _ state: MachineState) -> Bool {
    layout.cellLine[cell] >= 0 && state.lines[layout.cellLine[cell]] == .dirty
  }

  /// Cells that a transfer of which the program has not seen the end uses as well, one of the two to
  /// write: what is wrong with them has that for its cause.
  private func contestedCells(
    _ parts: [MachineState.Part], _ number: Int, _ state: MachineState
  ) -> Set<Int> {
    var cells: Set<Int> = []
    for (other, channel) in state.channels.enumerated() where channel.phase != .idle {
      for old in channel.parts {
        if other == number { cells.formUnion(old.cells) }
        for part in parts where old.direction.writes || part.direction.writes {
          cells.formUnion(old.cells.clamped(to: part.cells))
        }
      }
    }
    return cells
  }

  private func finishIfMoved(_ number: Int, _ state: inout MachineState) {
    let channel = state.channels[number]
    if channel.position >= channel.parts.count {
      state.channels[number].phase = .done
      narrate { "the transfer on \(channel.name) is complete" }
    }
  }

  /// The engine moves its next part. What is wrong with a unit depends on when that unit is moved and
  /// on no other, so that moving a part unit by unit would show nothing that this does not.
  func move(_ number: Int, _ state: inout MachineState) {
    let part = state.channels[number].parts[state.channels[number].position]
    let start = state.channels[number].start
    state.channels[number].position += 1
    for cell in part.cells {
      if !state.objects[layout.cellObject[cell]].isAlive {
        narrate {
          "\(part.direction.writes ? "writes" : "reads") \(layout.name(of: cell)), which is gone"
        }
        show(
          .lifetime, start,
          "the device \(part.direction.writes ? "writes" : "reads") \(layout.name(of: cell)) after its memory is gone"
        )
      } else if part.direction.writes {
        deviceWrites(cell, start, &state)
      } else {
        deviceReads(cell, start, &state)
      }
    }
    finishIfMoved(number, &state)
  }

  private func deviceReads(_ cell: Int, _ start: Int, _ state: inout MachineState) {
    narrate { "reads \(layout.name(of: cell))" }
    guard !state.cells[cell].isRaced else { return }
    let now = state.cells[cell]
    switch adversary {
    case .none: break
    case .order:
      if now.delay != .none, now.memory != now.expected {
        let holder = now.delay == .compiler ? "the compiler" : "the core"
        show(
          .order, start,
          "the device reads \(layout.name(of: cell)) before the program's write, which \(holder) may delay"
        )
      }
    case .cache:
      if now.memory != now.expected, !now.isGivenUp, !now.isOffered {
        show(
          .coherency, start,
          "the device reads \(layout.name(of: cell)) from memory, and what the program wrote is in the cache"
        )
      }
    }
  }

  private func deviceWrites(_ cell: Int, _ start: Int, _ state: inout MachineState) {
    narrate { "writes \(layout.name(of: cell))" }
    let value = token(Token(kind: .device, site: start, round: state.round, value: nil))
    if adversary == .order, state.cells[cell].delay != .none, !state.cells[cell].isRaced {
      show(
        .order, start,
        "a write of \(layout.name(of: cell)) from before the start may be delayed over what the device wrote"
      )
    }
    state.cells[cell].memory = value
    state.cells[cell].expected = value
    state.cells[cell].isGivenUp = false
    state.cells[cell].isOffered = false
    if adversary == .order {
      state.cells[cell].delay = .none
      state.cells[cell].staleness = .compiler
    }
  }

  /// The program has seen that the transfer is complete.
  func observe(_ number: Int, _ state: inout MachineState) {
    let channel = state.channels[number]
    guard channel.phase == .done else { return }
    state.observed |= 1 << UInt32(channel.start)
    state.channels[number].phase = .idle
    state.channels[number].parts = []
    state.channels[number].position = 0
    narrate { "sees that \(channel.name) is complete" }
  }

  func isOver(_ number: Int, _ state: MachineState) -> Bool {
    switch state.channels[number].phase {
    case .idle, .done: true
    case .running, .stopping: false
    }
  }

  func requestStop(_ number: Int, _ state: inout MachineState) {
    if state.channels[number].phase != .idle {
      state.stopRequested |= 1 << UInt32(state.channels[number].start)
    }
    guard state.channels[number].phase == .running else { return }
    state.channels[number].phase = .stopping
    narrate { "asks \(state.channels[number].name) to stop" }
  }

  /// The engine has stopped, wherever it was.
  func stopped(_ number: Int, _ state: inout MachineState) {
    state.channels[number].phase = .done
    narrate { "has stopped" }
  }

  // MARK: Registers

  private func block(at address: Int64) -> EngineBlock? {
    table.blocks.first { $0.base <= address && address < $0.base + 0x100 }
  }

  func blockName(_ block: EngineBlock) -> String { "0x" + String(block.base, radix: 16) }

  /// Engines that nothing is known of are told apart by their pages of registers.
  private func unknownEngine(at address: Int64) -> String {
    "0x" + String(address & ~0xFFF, radix: 16)
  }

  private func writeUnknown(
    _ address: Int64, _ value: MachineValue, _ range: SourceRange, _ state: inout MachineState
  ) throws {
    guard !table.starts.isEmpty else { return }
    let name = unknownEngine(at: address)
    let number = channelNumber(name, &state)
    if let written = value.number {
      // Low bits are often a channel's number.
      let memory = [written, written & ~0xF].first { layout.object(at: $0) != nil }
      if let memory, let object = layout.object(at: memory) {
        let isWithin = (memory - layout.objects[object].address) % 16 == 0
        state.channels[number].address = isWithin ? memory : memory & ~0xF
      }
    }
    guard let direction = table.starts[range],
      let object = layout.object(at: state.channels[number].address)
    else { return }
    let end = layout.objects[object].address + layout.objects[object].size
    try start(
      name, [(state.channels[number].address, end - state.channels[number].address, direction)],
      range, &state)
  }

  func readRegister(_ address: Int64, _ state: inout MachineState) throws -> MachineValue {
    guard let block = block(at: address), address == block.base + block.status else {
      let name = unknownEngine(at: address)
      if let number = state.channels.firstIndex(where: {
        $0.name == name && $0.phase != .idle
      }) {
        return .status(channel: number)
      }
      return .unknown
    }
    let number = channelNumber(blockName(block), &state)
    if isOver(number, state) {
      return state.channels[number].phase == .done
        ? .completion(0, start: state.channels[number].start) : .integer(0)
    }
    return .integer(block.busyMask)
  }

  func writeRegister(
    _ address: Int64, _ value: MachineValue, _ mode: AccessMode, _ range: SourceRange,
    _ state: inout MachineState
  ) throws {
    escape(value, &state)
    guard let block = block(at: address) else {
      return try writeUnknown(address, value, range, &state)
    }
    let number = channelNumber(blockName(block), &state)
    let offset = address - block.base
    if mode == .plain, adversary == .order, offset == block.address || offset == block.control {
      show(
        .order, nil, "a plain store to a register of \(blockName(block)) may be dropped or delayed")
    }
    if offset == block.address {
      state.channels[number].address = (value.number ?? 0) & block.addressMask
      if block.control != nil { return }
    } else if offset == block.length {
      state.channels[number].length = value.number ?? 0
      return
    } else if offset == block.control {
      guard let written = value.number, written & block.startMask != 0 else {
        requestStop(number, &state)
        return
      }
    } else {
      return
    }
    let length = block.length == nil ? block.count : state.channels[number].length
    try start(
      blockName(block), [(state.channels[number].address, length, block.direction)], range, &state)
  }
}
