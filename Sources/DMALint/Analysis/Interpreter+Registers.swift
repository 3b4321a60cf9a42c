/// Where a branch leads as far as loops are concerned.
enum LoopSide {
  /// Out of a loop: what was waited for has happened.
  case leaves
  /// On in a loop that the other side leaves: it has not happened yet.
  case stays
  case neither
}

/// Device registers: transfers that no model describes are recognised by what is written where.
extension Interpreter {
  /// Registers within this many bytes of each other belong to one block.
  static let blockReach: Int64 = 2048

  func readRegister(
    _ address: Value, _ mode: AccessMode, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Value {
    use(peripheralAt: address, isWrite: false, site, &state, activation)
    noteAsking()
    if mode == .plain { noteReread(site, &state) }
    looks(site, &state)
    let value = symbol(.registerRead(address: address, site, mode))
    forget(value, &state)
    return value
  }

  /// A value is written to a device register.
  func writeRegister(
    _ address: Value, _ value: Value, _ mode: AccessMode, _ site: Site, name: String?,
    _ state: inout State, _ activation: Activation
  ) {
    noteAsking()
    var value = memoryAddress(resolved(value, state), handedTo: address)
    if let pointer = memory(at: value, handedTo: address) { value = .pointer(pointer) }
    let previous = state.registers[address]
    state.registers[address] = updated(value, register: address, holding: previous)
    // The core's own registers take addresses (of vectors, regions, cache lines) and drive no engine.
    if isCorePrivate(address) {
      if let number = address.integerValue { setUp(register: number, value, site, &state) }
      return
    }
    use(peripheralAt: address, isWrite: true, site, &state, activation)
    if let pointer = value.pointer, isMemory(pointer) {
      hand(pointer, to: address, mode, site, name: name, &state, activation)
    } else {
      drive(address, value, previous, site, &state, activation)
    }
    if mode == .plain, belongsToTransfer(address, state) || value.pointer.map(isMemory) == true {
      show(.plainRegisterStore(address: address), site, &state, activation)
    }
  }

  /// Whether a register is in the private peripheral bus of a microcontroller's core (Arm DDI 0403E,
  /// B3.1): the same range on all of them, and no place for an engine anywhere else.
  private func isCorePrivate(_ address: Value) -> Bool {
    guard !platform.hasMMU, let address = address.integerValue else { return false }
    return 0xE000_0000...0xE00F_FFFF ~= address
  }

  /// A number that the program also uses as the address of memory is that address.
  private func memoryAddress(_ value: Value, handedTo register: Value) -> Value {
    switch value {
    case .symbol(let id):
      if let storage = knownStorage(.pointee(value)) { return .pointer(Pointer(storage)) }
      // The number of its page.
      guard case .binary(let op, let base, .integer(let amount)) = term(id),
        op == ">>" && amount >= 8 || op == "/" && amount >= 256,
        let storage = knownStorage(.pointee(base))
      else { return value }
      var pointer = Pointer(storage)
      pointer.isPart = true
      return .pointer(pointer)
    case .integer(let number) where number > 0xFFFF && !isDevice(value):
      // What the register takes besides the address is in the same number.
      if let mask = register.integerValue.flatMap({ engine(at: UInt64(bitPattern: $0)) })?.asIs?
        .mask,
        case let bits = UInt64(bitPattern: number) & mask, bits != 0,
        let storage = knownStorage(.absolute(UInt64(bitPattern: number) & ~mask))
      {
        var pointer = Pointer(storage)
        pointer.setBits = bits
        return .pointer(pointer)
      }
      guard let storage = knownStorage(.absolute(UInt64(bitPattern: number))) else { return value }
      return .pointer(Pointer(storage))
    default: return value
    }
  }

  /// The program reads or writes a register; a running transfer may be serving it.
  private func use(
    peripheralAt address: Value, isWrite: Bool, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    guard let address = address.integerValue else { return }
    for id in state.transfers.keys.sorted() {
      guard let running = state.transfers[id], running.peripherals.contains(address) else {
        continue
      }
      // Control has left the set-up: the write that was seen last has started it.
      // So has one that switches the engine on: data are no part of a set-up.
      if running.phase == .armed,
        running.isSetUpOver || running.isFrameLeft || wasEnabled(running.startValue)
      {
        confirmStart(id, &state)
      }
      guard state.transfers[id]?.phase == .inFlight else { continue }
      show(.peripheralUsed(id, isWrite: isWrite), site, &state, activation)
    }
  }

  func isMemory(_ pointer: Pointer) -> Bool {
    if case .absolute(let address) = self[pointer.region.storage].kind {
      return !isDevice(.integer(Int64(bitPattern: address)))
    }
    return true
  }

  private func belongsToTransfer(_ address: Value, _ state: State) -> Bool {
    state.transfers.values.contains { facts in
      facts.channel.map { isNear($0.key.first ?? .unknown, address) } == true
    }
  }

  /// Memory's address is written to a register.
  private func hand(
    _ pointer: Pointer, to address: Value, _ mode: AccessMode, _ site: Site, name: String?,
    _ state: inout State, _ activation: Activation
  ) {
    // The same register gets an address again: a new set-up. What it replaces had started.
    let channel = ChannelValue(kind: "register", key: [address])
    for other in state.transfers.keys.sorted() {
      guard let facts = state.transfers[other], facts.phase == .armed, !facts.isSetUpOver,
        facts.channel?.kind == "register", let register = facts.channel?.key.first,
        register != address, isNear(register, address)
      else { continue }
      // The other address of the same set-up, or the other half of this one.
      state.transfers[other]?.written[address] = .pointer(pointer)
      state.transfers[other]?.startRegister = address
      moveStart(other, to: site, &state, activation)
      if facts.buffers.first?.pointer.region == pointer.region, facts.frame == activation.home {
        return
      }
    }
    let id = transfer(at: site, in: activation.home) {
      TransferRecord(
        armed: site, frame: activation.home, startName: name ?? "store(_:)",
        channelName: spelled(address))
    }
    if case .integer(let raw) = address {
      // What displays are fed from is read all the time and never complete.
      transfers[Int(id.index)].isScanning =
        engine(at: UInt64(bitPattern: raw))?.isScanning == true
    }
    let engine = describedEngine(of: address)
    let block = engine?.controlBlock
    // What displays are fed from is only read.
    let isRead = block != nil || transfers[Int(id.index)].isScanning
    let known = isRead ? .deviceReads : engine?.direction
    var buffer = TransferBuffer(
      pointer: pointer.asAddress, direction: known ?? inferredDirection(pointer, state),
      length: block.map { .integer(Int64($0.size)) } ?? .unknown, handedOver: site,
      isDirectionKnown: known != nil)
    if buffer.direction == .both, !buffer.isDirectionKnown {
      transfers[Int(id.index)].isHanded = true
    }
    for other in state.transfers.keys.sorted() where state.transfers[other]?.channel == channel {
      confirmStart(other, &state)
      // Another register has started it: the engine is on while its address changes.
      if let running = state.transfers[other], running.phase == .inFlight,
        let start = running.startRegister, start != address
      {
        show(.reconfigured(other), site, &state, activation)
      }
    }
    // A descriptor in memory leads the engine to the buffers that it names.
    let chain = block.flatMap { self.chain(from: pointer, $0, site, state) }
    var named = (chain?.buffers ?? described(by: pointer, [], site, state))
      .filter { isMemory($0.pointer) }
    var isRing = chain?.isRing == true
    if block != nil, chain == nil {
      // Blocks of an array that are not told apart: what leads back to them is no data.
      isRing = named.contains { $0.pointer.region.storage == pointer.region.storage }
      named.removeAll { $0.pointer.region.storage == pointer.region.storage }
    }
    if isRing { transfers[Int(id.index)].isCircular = true }
    for index in named.indices { named[index].isNamed = true }
    buffer.isLeading = !named.isEmpty
    if buffer.isLeading, buffer.length == .unknown, let size = pointer.stride, size > 4 {
      buffer.length = .integer(Int64(size))
    }
    let facts = TransferFacts(
      phase: .armed, start: site, buffers: [buffer] + named, channel: channel,
      frame: activation.home)
    begin(id, facts, site, &state, activation)
    // The peripheral's register may have been named before the memory.
    for (register, value) in state.registers where isNear(register, address) {
      guard let raw = value.integerValue, isDevice(value) else { continue }
      state.transfers[id]?.peripherals.insert(raw)
    }
    if let engine {
      for field in fields(of: pointer, state) {
        guard let register = engine.registerOnBus(field.value) else { continue }
        state.transfers[id]?.peripherals.insert(register)
      }
    }
    if engine == nil, !describesAddress(address) {
      show(.unmodelled(id), site, &state, activation)
    }
  }

  /// The engine that a register hands an address to, where the platform describes it.
  private func describedEngine(of register: Value) -> Platform.Engine? {
    guard case .integer(let raw) = register else { return nil }
    let address = UInt64(bitPattern: raw)
    guard let engine = engine(at: address), let offset = offset(of: address, in: engine),
      engine.addressRegisters.contains(offset)
    else { return nil }
    return engine
  }

  /// A register that takes no address is written: the start, a stop, or something else of the block.
  private func drive(
    _ address: Value, _ value: Value, _ previous: Value?, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    defer { restart(address, value, site, &state, activation) }
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], let register = facts.channel?.key.first,
        facts.channel?.kind == "register", isNear(register, address)
      else { continue }
      let isSwitchedOff =
        switchesOff(value, facts.written[address])
        || disables(value, facts.written[address], address, id, facts)
      switch facts.phase {
      case .armed:
        if isSwitchedOff {
          confirmStart(id, &state)
          stop(id, site, &state, activation)
        } else if isEnabled(id, facts), isSetUp(address, value, facts) {
          // The engine runs already: what follows is not the start.
          confirmStart(id, &state)
          show(.reconfigured(id), site, &state, activation)
        } else if facts.isSetUpOver {
          // Other things have happened since control left the set-up.
          confirmStart(id, &state)
        } else if wasEnabled(facts.startValue), !wasEnabled(value), isSetUp(address, value, facts) {
          // What was set up before the engine was switched on is changed behind that.
          confirmStart(id, &state)
          show(.reconfigured(id), site, &state, activation)
        } else {
          state.transfers[id]?.written[address] = value
          state.transfers[id]?.startRegister = address
          state.transfers[id]?.startValue = value
          if let raw = value.integerValue, isDevice(value) {
            state.transfers[id]?.peripherals.insert(raw)
          }
          moveStart(id, to: site, &state, activation)
        }
      case .inFlight where !isSwitchedOff && isSetUp(address, value, facts):
        show(.reconfigured(id), site, &state, activation)
      case .inFlight, .maybeComplete:
        if isSwitchedOff, facts.startRegister == address || wasEnabled(facts.written[address]) {
          stop(id, site, &state, activation)
        }
      case .stopping: break
      }
    }
  }

  /// The write that started a transfer is made again: the engine uses the address that it still has.
  private func restart(
    _ address: Value, _ value: Value, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    for id in state.idle.keys.sorted() {
      guard let old = state.idle[id], old.startRegister == address, let earlier = old.startValue,
        isSameSwitch(earlier, value), state.transfers[id] == nil
      else { continue }
      state.idle[id] = nil
      var facts = TransferFacts(
        phase: .armed, start: site, buffers: old.buffers, channel: old.channel,
        frame: activation.home)
      facts.startRegister = address
      facts.startValue = value
      facts.written = [address: value]
      begin(id, facts, site, &state, activation)
    }
  }

  private func isSameSwitch(_ a: Value, _ b: Value) -> Bool {
    if let x = a.integerValue, let y = b.integerValue { return x == y }
    guard case .symbol(let i) = a, case .symbol(let j) = b,
      case .binary("|", _, let x) = term(i), case .binary("|", _, let y) = term(j)
    else { return false }
    return x.integerValue != nil && x == y
  }

  /// Whether a register was part of a transfer's set-up, and neither its start nor a trigger, and gets
  /// another value.
  private func isSetUp(_ address: Value, _ value: Value, _ facts: TransferFacts) -> Bool {
    guard facts.startRegister != address else { return false }
    guard let earlier = facts.written[address] else { return isAddress(address, facts) }
    return earlier != value && earlier.integerValue != nil && !wasEnabled(earlier)
  }

  /// Whether a running engine has only this register for one of its two addresses.
  private func isAddress(_ register: Value, _ facts: TransferFacts) -> Bool {
    guard case .integer(let raw) = register, case .integer(let first)? = facts.channel?.key.first,
      let engine = engine(at: UInt64(bitPattern: raw)),
      let control = engine.control, let channels = engine.channels,
      let mine = channels.channel(at: UInt64(bitPattern: raw)),
      channels.channel(at: UInt64(bitPattern: first))?.number == mine.number,
      let start = facts.startValue?.integerValue, start & Int64(bitPattern: control.enableMask) != 0
    else { return false }
    guard let layout = engine.layout else { return engine.addressRegisters.contains(mine.offset) }
    return layout.addresses.contains { $0.offsets == [mine.offset] }
  }

  /// Whether the last write to the block has set the bit that lets the engine go.
  private func isEnabled(_ id: TransferID, _ facts: TransferFacts) -> Bool {
    guard let register = facts.startRegister, let mask = enableMask(at: register, of: id, facts),
      let value = facts.startValue?.integerValue
    else { return false }
    return value & mask != 0
  }

  /// Whether a value looks like one that switches an engine on: its lowest bit is set.
  private func wasEnabled(_ value: Value?) -> Bool {
    switch value {
    case .integer(let bits): return bits & 1 != 0
    case .symbol(let id):
      if case .binary("|", _, .integer(let bits)) = term(id) { return bits & 1 != 0 }
      return false
    default: return false
    }
  }

  /// Something that takes time may have happened: where control has left the function that handed the
  /// address over, a later write to the block is no longer part of the set-up.
  func endSetUps(_ state: inout State) {
    for id in state.transfers.keys {
      guard let facts = state.transfers[id], facts.phase == .armed, facts.isFrameLeft,
        !facts.written.isEmpty, !facts.isSetUpOver
      else { continue }
      state.transfers[id]?.isSetUpOver = true
    }
  }

  /// Whether a write takes back bits that an earlier one set in the same register.
  private func switchesOff(_ value: Value, _ earlier: Value?) -> Bool {
    guard let earlier else { return false }
    if case .symbol(let id) = value, case .binary("&", let kept, .integer(let mask)) = term(id),
      case .symbol(let read) = kept, case .registerRead = term(read)
    {
      // `CR &= ~EN`
      switch earlier {
      case .integer(let old): return old & ~mask != 0
      case .symbol(let id):
        if case .binary("|", _, .integer(let set)) = term(id) { return set & ~mask != 0 }
        return false
      default: return false
      }
    }
    guard let new = value.integerValue else { return false }
    if case .symbol(let id) = earlier, case .binary("|", _, .integer) = term(id) { return new == 0 }
    guard let old = earlier.integerValue else { return false }
    return new != old && old & ~new != 0 && new & ~old == 0
  }

  /// Whether a channel's control register is written without the bits that let it run, which were set.
  private func disables(
    _ value: Value, _ earlier: Value?, _ address: Value, _ id: TransferID, _ facts: TransferFacts
  ) -> Bool {
    guard let mask = enableMask(at: address, of: id, facts), let new = value.integerValue,
      let old = earlier?.integerValue
    else { return false }
    return old & mask != 0 && new & mask == 0
  }

  /// The bits of a control register that let the channel of a transfer run, where the platform says so.
  private func enableMask(at address: Value, of id: TransferID, _ facts: TransferFacts) -> Int64? {
    guard let raw = address.integerValue, let engine = engine(of: id, facts),
      let control = engine.control,
      offset(of: UInt64(bitPattern: raw), in: engine) == control.offset
    else { return nil }
    return Int64(bitPattern: control.enableMask)
  }

  private func stop(
    _ id: TransferID, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    state.transfers[id]?.phase = .stopping
    state.transfers[id]?.stopRequest = site
    attends(to: id, in: activation.running, state)
    transfers[Int(id.index)].isStoppedSomewhere = true
  }

  /// Without a model the program says what the direction is: what was written before the start, the
  /// device may read; whatever it is, it may be written too.
  private func inferredDirection(_ pointer: Pointer, _ state: State)
    -> FunctionModel.Direction
  {
    // No engine can write what cannot be written.
    if self[pointer.region.storage].isConstant { return .deviceReads }
    // What was sent once may be sent again as it is.
    guard let facts = facts(overlapping: pointer.region.trackable, state),
      !facts.written.isEmpty || facts.wasHanded || !facts.sentBy.isEmpty
    else { return .deviceWrites }
    return .both
  }

  /// Whether two registers belong to one block.
  func isNear(_ a: Value, _ b: Value) -> Bool {
    let x = split(a)
    let y = split(b)
    guard x.base == y.base else { return false }
    if (x.offset &- y.offset).magnitude < Interpreter.blockReach { return true }
    return x.base == .null && sharesEngine(x.offset, y.offset)
  }

  /// Whether one of two registers is for all channels of the engine that the other one belongs to.
  private func sharesEngine(_ a: Int64, _ b: Int64) -> Bool {
    let (a, b) = (UInt64(bitPattern: a), UInt64(bitPattern: b))
    guard let engine = engine(at: a), let channels = engine.channels,
      channels.channel(at: a) == nil || channels.channel(at: b) == nil
    else { return false }
    return engine.registers.contains { $0.contains(a) && $0.contains(b) }
  }

  /// Whether a register may show what a transfer is doing that a kit's function started: it may be its
  /// engine's, or that of a peripheral which it serves.
  private func mayTell(_ address: Value, of facts: TransferFacts) -> Bool {
    guard let number = address.integerValue else { return true }
    let raw = UInt64(bitPattern: number)
    return platform.engines.contains { $0.registers.contains { $0.contains(raw) } }
      || facts.peripherals.contains { ($0 &- number).magnitude < Interpreter.blockReach }
  }

  /// Whether two registers may belong to one block, as far as their addresses are known.
  private func mayBeNear(_ a: Value, _ b: Value) -> Bool {
    let x = split(a).base
    let y = split(b).base
    return x != y && (x != .null || y != .null)
  }

  private func split(_ address: Value) -> (base: Value, offset: Int64) {
    switch address {
    case .integer(let value): return (.null, value)
    case .symbol(let id):
      if case .binary("+", let base, .integer(let offset)) = term(id) {
        // A block's address plus a channel's number times a size: some register of the block.
        return isDevice(.integer(offset)) ? (.null, offset) : (base, offset)
      }
      if case .binary(let op, let base, _) = term(id), op.hasPrefix(".") { return (base, 0) }
      return (address, 0)
    default: return (address, 0)
    }
  }

  func spelled(_ address: Value) -> String {
    switch split(address) {
    case (.null, let offset):
      return "0x" + String(UInt64(bitPattern: offset), radix: 16, uppercase: true)
    default: return "register"
    }
  }

  // MARK: Branches

  /// A branch is taken by a condition: it may show that a transfer is complete.
  func observe(
    branchOn condition: Value, truth: Bool, _ side: LoopSide, site: Site,
    _ activation: Activation, _ state: inout State, isOnlyExit: Bool, isHoisted: Bool = false,
    isIdle: Bool = false
  ) {
    let origins = origins(of: condition)
    if side == .leaves || !origins.isEmpty { mayHaveEndedTasks(&state) }
    guard !origins.isEmpty else { return }
    let isUnbounded = isOnlyExit && origins.count == 1 && hidesErrors(condition, truth)
    var flags: [Region] = []
    var words: Set<Region> = []
    var sought: Set<Region> = []
    var mode = AccessMode.volatile
    for origin in origins {
      switch origin {
      case .registerRead(let address, let read, let mode):
        if side == .leaves, mode == .plain, isHoisted || state.rereads.contains(read) {
          show(.waitedOn(register: address), site, &state, activation)
        }
        if !asksOneBit(condition) {
          for id in state.transfers.keys where state.transfers[id]?.channel?.kind != "register" {
            state.transfers[id]?.isFollowed = side != .leaves
          }
        }
        for id in state.transfers.keys.sorted() {
          guard let facts = state.transfers[id] else { continue }
          // What was read before the start says nothing of the transfer.
          if !facts.looks.contains(read) { continue }
          guard facts.channel?.kind == "register", let register = facts.channel?.key.first else {
            if side == .leaves, transfers[Int(id.index)].model != nil,
              mayTell(address, of: facts), !asksSomethingElse(address, condition, truth)
            {
              makeUnsure(id, in: activation.running, &state)
              transfers[Int(id.index)].isLost = true
            }
            continue
          }
          guard isNear(register, address) else {
            if side == .leaves, mayBeNear(register, address) {
              // Which of the blocks is polled is not known.
              makeUnsure(id, in: activation.running, &state)
              transfers[Int(id.index)].isLost = true
            }
            continue
          }
          if isOfAnotherChannel(address, condition, truth, register) { continue }
          switch progress(address, condition, truth, register) {
          case .ended, .unclear: break
          case .half:
            confirmStart(id, &state)
            state.transfers[id]?.isHalfDone = true
            state.transfers[id]?.hasGoneOn = false
            continue
          case .goesOn:
            confirmStart(id, &state)
            continue
          case .either:
            makeUnsure(id, in: activation.running, &state)
            continue
          }
          switch side {
          case .leaves:
            if isUnbounded { show(.waitedWithoutEnd(id), site, &state, activation) }
            complete(
              id, site, isOrdered: false, in: activation.running, &state,
              isStop: facts.phase == .stopping)
          case .stays: confirmStart(id, &state)
          case .neither:
            switch isRunning(condition, truth, address, id, facts) {
            case .says(true):
              state.transfers[id]?.isAskedAside = false
              confirmStart(id, &state)
            case .saysNothing: state.transfers[id]?.isAskedAside = true
            // What it decides is nothing.
            case .unclear where isIdle: break
            // A look at the block amid the set-up asks whether it is ready.
            case .says(false) where facts.phase == .armed, .unclear where facts.phase == .armed:
              state.transfers[id]?.isLookedAt = true
            case .says(false):
              complete(
                id, site, isOrdered: false, in: activation.running, &state,
                isStop: facts.phase == .stopping)
            case .unclear:
              makeUnsure(id, in: activation.running, &state)
              state.transfers[id]?.isLookedAt = true
            }
          }
        }
      case .poll(Interpreter.cancellation, _, _):
        if says(condition, truth) { state.isCancelled = true }
      case .poll(let model, let key, let read):
        guard let model = knowledge.model(of: model), let kind = model.channel?.kind else {
          continue
        }
        let channel = ChannelValue(kind: kind, key: key)
        var subjects = transfers(on: channel, state)
        if subjects.isEmpty {
          let others = possible(on: channel, state)
          subjects = others.covered
          for id in others.doubtful {
            makeUnsure(id, in: activation.running, &state)
            transfers[Int(id.index)].isLost = true
          }
        }
        subjects.removeAll { state.transfers[$0]?.looks.contains(read) == false }
        for id in subjects {
          // Only what a body that is seen looks at is the engine's own state, not the driver's.
          if side == .leaves, isUnbounded, model.isBodyVisible {
            show(.waitedWithoutEnd(id), site, &state, activation)
          }
          switch polled(model, condition, truth) {
          case true?:
            complete(
              id, site, isOrdered: !model.isBodyVisible || !model.fences.isEmpty,
              in: activation.running, &state,
              isStop: state.transfers[id]?.phase == .stopping, isTrusted: isTrusted(model))
          case nil where side == .leaves:
            complete(
              id, site, isOrdered: !model.isBodyVisible || !model.fences.isEmpty,
              in: activation.running, &state, isTrusted: isTrusted(model))
          case nil where side == .neither: makeUnsure(id, in: activation.running, &state)
          case nil, false?: break
          }
        }
      case .flagRead(let region, let offset, let read, let readMode):
        flags.append(region)
        if offset == nil, readMode == .plain, handlerWrites[region] == nil { sought.insert(region) }
        if let offset, offset > 0 { words.insert(region) }
        if readMode == .plain, isHoisted || state.rereads.contains(read) { mode = .plain }
      case .deviceData, .made, .parameter, .merged, .outcome, .initial, .binary, .unary, .isCase,
        .payload:
        break
      }
    }
    if !flags.isEmpty {
      var side = side
      // What a driver's handle says is its driver's business: whether that reads it again is not seen.
      if isHoisted,
        state.transfers.values.contains(where: { facts in
          flags.contains { isState($0, isWord: words.contains($0), of: facts) }
        })
      {
        side = .neither
      }
      finish(
        by: flags, words, sought, condition, truth, side, isAtomic: mode != .plain, site,
        activation,
        &state)
    }
  }

  /// Control does not come back from here: what is in flight is not left behind by anybody.
  func lose(_ state: inout State) {
    for id in state.transfers.keys.sorted() {
      confirmStart(id, &state)
      state.transfers[id]?.phase = .maybeComplete
      transfers[Int(id.index)].isLost = true
    }
  }

  /// What a task asks to know whether it is cancelled.
  static let cancellation = "Task.isCancelled"

  /// Whether the question that a condition asks is answered with yes where it has this truth.
  private func says(_ condition: Value, _ truth: Bool) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .poll: return truth
    case .unary(.not, let inner): return says(inner, !truth)
    default: return false
    }
  }

  /// What a look at a register says of whether its channel runs.
  private enum RunningAnswer {
    case says(Bool)
    /// The bits that were asked for are others.
    case saysNothing
    /// Which bits mean what is not known.
    case unclear
  }

  private func isRunning(
    _ condition: Value, _ truth: Bool, _ address: Value, _ id: TransferID, _ facts: TransferFacts
  ) -> RunningAnswer {
    guard let mask = runningMask(at: address, of: id, facts),
      let asked = askedBits(condition, truth)
    else { return .unclear }
    if asked.mask == mask { return .says(asked.areSet) }
    return asked.mask & mask == 0 ? .saysNothing : .unclear
  }

  /// Whether other bits of a channel's register are asked for than those which say that it runs.
  private func asksSomethingElse(_ address: Value, _ condition: Value, _ truth: Bool) -> Bool {
    guard let raw = address.integerValue, let engine = engine(at: UInt64(bitPattern: raw)),
      let running = engine.running,
      let looked = engine.channels?.channel(at: UInt64(bitPattern: raw)),
      running.offsets.contains(looked.offset), let asked = askedBits(condition, truth)
    else { return false }
    return UInt64(bitPattern: asked.mask) & running.mask == 0
  }

  /// The bits of a register that say whether its channel runs.
  private func runningMask(at address: Value, of id: TransferID, _ facts: TransferFacts) -> Int64? {
    guard let raw = address.integerValue, let engine = engine(of: id, facts) else { return nil }
    if let running = engine.running, let channels = engine.channels,
      let looked = channels.channel(at: UInt64(bitPattern: raw)),
      running.offsets.contains(looked.offset),
      let mine = facts.channel?.key.first?.integerValue,
      channels.channel(at: UInt64(bitPattern: mine))?.number == looked.number
    {
      return Int64(bitPattern: running.mask)
    }
    guard engine.control?.isSelfClearing == true else { return nil }
    return enableMask(at: address, of: id, facts)
  }

  /// Whether a look at a register of an engine asks for another channel's flags only.
  private func isOfAnotherChannel(
    _ address: Value, _ condition: Value, _ truth: Bool, _ register: Value
  ) -> Bool {
    guard let mine = register.integerValue, let raw = address.integerValue,
      let channels = engine(at: UInt64(bitPattern: mine))?.channels, !channels.status.isEmpty,
      let channel = channels.channel(at: UInt64(bitPattern: mine))
    else { return false }
    let looked = UInt64(bitPattern: raw)
    if let other = channels.channel(at: looked) { return other.number != channel.number }
    guard let status = channels.status.first(where: { $0.register == looked }) else {
      return false
    }
    let flags = status.mask(of: channel.number)
    if flags == 0 { return true }
    guard let asked = askedBits(condition, truth) else { return false }
    return UInt64(bitPattern: asked.mask) & flags == 0
  }

  /// Whether a loop that ends where a condition has this truth ends by completion only: by one bit of a
  /// register, by one answer of a poll, or where several bits are all as they should be.
  private func hidesErrors(_ condition: Value, _ truth: Bool) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .poll: return true
    case .unary(.not, let inner): return hidesErrors(inner, !truth)
    case .binary("==", let bits, .integer): return isSingleBit(bits) || truth && isRegister(bits)
    case .binary("!=", let bits, .integer): return isSingleBit(bits) || !truth && isRegister(bits)
    case .binary(">", let bits, .integer(0)): return !truth && isRegister(bits)
    case .binary("<", .integer(0), let bits): return !truth && isRegister(bits)
    default: return isSingleBit(condition)
    }
  }

  private func isSingleBit(_ value: Value) -> Bool {
    guard case .symbol(let id) = value else { return false }
    switch term(id) {
    case .poll: return true
    case .unary(.not, let inner): return isSingleBit(inner)
    case .binary("&", _, .integer(let mask)): return mask.nonzeroBitCount == 1
    default: return false
    }
  }

  /// Whether a value is what a register says, or some bits of it.
  private func isRegister(_ value: Value) -> Bool {
    guard case .symbol(let id) = value else { return false }
    switch term(id) {
    case .registerRead: return true
    case .binary("&", let register, .integer): return isRegister(register)
    default: return false
    }
  }

  /// A flag that handlers set has been looked at.
  private func finish(
    by flags: [Region], _ words: Set<Region>, _ sought: Set<Region>, _ condition: Value,
    _ truth: Bool, _ side: LoopSide, isAtomic: Bool, _ site: Site, _ activation: Activation,
    _ state: inout State
  ) {
    if side == .stays {
      state.signalled.subtract(flags)
    } else {
      state.signalled.formUnion(flags)
    }
    // A loop that goes through a buffer looks for something: no place of it is waited for.
    let isSearch = flags.allSatisfy { flag in
      sought.contains(flag)
        && state.transfers.values.contains { facts in
          facts.buffers.contains { $0.pointer.region.overlaps(flag) }
        }
    }
    if side == .leaves, !isSearch {
      show(.waited(on: flags, isAtomic: isAtomic), site, &state, activation)
    }
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.phase != .maybeComplete else { continue }
      let record = transfers[Int(id.index)]
      // What goes round goes on behind the flag.
      if record.isCircular || record.isScanning { continue }
      let setters = flags.flatMap { handlerWrites[$0].map { Array($0.keys) } ?? [] }
      let isState = flags.contains { self.isState($0, isWord: words.contains($0), of: facts) }
      if !isState, setters.isEmpty,
        state.transfers.values.contains(where: { other in
          flags.contains { self.isState($0, isWord: words.contains($0), of: other) }
        })
      {
        continue
      }
      if let handler = record.completionHandler, !setters.isEmpty, !setters.contains(handler) {
        continue
      }
      if side == .stays || side == .neither && comparesVariables(condition),
        let handler = record.completionHandler, setters.contains(handler),
        !isPlain(condition), flags.contains(where: { isPosition($0, handler) })
      {
        // How far the handler says the engine has come, compared with how far the program has.
        makeUnsure(id, in: activation.running, &state)
        transfers[Int(id.index)].isLost = true
        continue
      }
      if isState, side == .neither, isPlain(condition) {
        makeUnsure(id, in: activation.running, &state)
        transfers[Int(id.index)].isLost = true
        continue
      }
      if !isState, record.model != nil, record.completionHandler == nil,
        record.model?.completionHandlers.isEmpty == true,
        record.model?.channel?.kind != "register", setters.isEmpty
      {
        continue
      }
      // A bound on a word that the device writes is a check of the word, and a plain load of it may be
      // of any time: no sign of completion.
      if side == .neither, setters.isEmpty, isBound(condition) || isPlain(condition) {
        // Where the program follows what the device writes, it is not known when that is over.
        if !isPlain(condition) { transfers[Int(id.index)].isLost = true }
        continue
      }
      if side == .neither, setters.isEmpty, !isState,
        facts.buffers.contains(where: { buffer in
          flags.contains { buffer.pointer.region.overlaps($0) }
        })
      {
        // Which answer of the device's word says that it is done, nobody said.
        makeUnsure(id, in: activation.frame, &state)
        transfers[Int(id.index)].isLost = true
        continue
      }
      let isSet = side == .neither && isSet(condition, truth, flags, state)
      if side == .neither, !isSet, isCounter(condition, flags) {
        // Which of two counts is ahead, and by how much, is not known.
        makeUnsure(id, in: activation.running, &state)
        transfers[Int(id.index)].isLost = true
        continue
      }
      if side == .leaves || isSet {
        complete(id, site, isOrdered: false, in: activation.running, &state)
        takeWork(of: setters, on: facts.buffers, site, &state)
        // An acquire load of the flag has ordered what follows it.
        if isAcquired(condition) {
          for buffer in facts.buffers {
            state.buffers[buffer.pointer.region.trackable]?.unacquired = []
          }
        }
      }
    }
  }

  /// What the handlers that set a flag have done about the buffers, before they set it.
  private func takeWork(
    of handlers: [FunctionID], on buffers: [TransferBuffer], _ site: Site, _ state: inout State
  ) {
    let isOrdered = handlers.contains(where: fencingHandlers.contains)
    for buffer in buffers {
      let region = buffer.pointer.region.trackable
      if isOrdered { state.buffers[region]?.unfenced.remove(site) }
      let isInvalidated = handlers.contains { handler in
        invalidatingHandlers.contains(handler)
          || handlerInvalidates[handler]?.contains { $0.overlaps(region) } == true
      }
      if isInvalidated { apply(.invalidatesAfter, to: region, nil, site, &state) }
    }
  }

  /// Whether a condition looks at one bit of a register: a status, and no position or count.
  private func asksOneBit(_ condition: Value) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .binary("&", _, .integer(let mask)), .binary("&", .integer(let mask), _):
      return mask > 0 && mask & (mask - 1) == 0
    case .binary(_, let a, let b): return asksOneBit(a) || asksOneBit(b)
    case .unary(_, let inner), .isCase(let inner, _): return asksOneBit(inner)
    case .merged: return answers[id] != nil
    default: return false
    }
  }

  /// Whether a condition was made from loads that the compiler need not repeat.
  func isReadPlainly(_ condition: Value) -> Bool {
    let origins = origins(of: condition)
    return !origins.isEmpty
      && origins.allSatisfy {
        switch $0 {
        case .flagRead(_, _, _, .plain), .registerRead(_, _, .plain): true
        default: false
        }
      }
  }

  private func isPlain(_ condition: Value) -> Bool {
    origins(of: condition).allSatisfy {
      if case .flagRead(_, _, _, .plain) = $0 { true } else { false }
    }
  }

  /// Whether a flag is part of the handle that names a transfer's channel: drivers keep their state there.
  /// Without a member's name, a word somewhere in it is one.
  func isState(_ flag: Region, isWord: Bool, of facts: TransferFacts) -> Bool {
    guard !flag.path.isEmpty || isWord else { return false }
    return facts.channel?.key.contains { key in
      guard case .pointer(let handle) = key else { return false }
      return handle.region.storage == flag.storage
        && flag.path.starts(with: handle.region.path)
    } == true
  }

  /// Whether a handler stores more than constants to a flag.
  private func isPosition(_ flag: Region, _ handler: FunctionID) -> Bool {
    handlerWrites[flag]?[handler]?.contains { $0.integerValue == nil } == true
  }

  /// Whether a condition compares two values of which neither is written out, but for a beginning.
  private func comparesVariables(_ condition: Value) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .binary("==", let a, let b), .binary("!=", let a, let b):
      return (a.integerValue ?? 0) == 0 && (b.integerValue ?? 0) == 0
    case .unary(.not, let inner): return comparesVariables(inner)
    default: return false
    }
  }

  private func isBound(_ condition: Value) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .binary(let op, _, _): return ["<", ">", "<=", ">=", "&&"].contains(op)
    case .unary(.not, let inner): return isBound(inner)
    default: return false
    }
  }

  /// Whether the flag was read by an acquire load.
  private func isAcquired(_ condition: Value) -> Bool {
    origins(of: condition).contains {
      if case .flagRead(_, _, _, .atomic(let ordering)) = $0 { ordering.acquires } else { false }
    }
  }

  /// Whether a branch outside a loop is the side on which the handler has set the flag.
  private func isSet(_ condition: Value, _ truth: Bool, _ flags: [Region], _ state: State) -> Bool {
    for region in flags {
      let written = written(to: region)
      guard case .symbol(let id) = condition else { continue }
      let term = term(id)
      if case .flagRead = term {
        return written.contains { $0 == .boolean(truth) }
      }
      if case .unary(.not, let inner) = term { return isSet(inner, !truth, flags, state) }
      if case .binary("==", let inner, .integer(0)) = term, isComparison(inner) {
        return isSet(inner, !truth, flags, state)
      }
      if case .binary("==", let bits, let number) = term,
        let isSet = isSet(bits, in: written)
      {
        return (number == .integer(0)) == isSet ? !truth : truth
      }
      if case .binary("==", let a, let b) = term,
        written.contains(b) || written.contains(where: { $0.integerValue == nil })
      {
        // It has changed since it was read last, or since it began.
        if isRead(a, of: region) && isRead(b, of: region) || b == .integer(0) && isIncreased(region)
        {
          return !truth
        }
        // A counter: what it is compared with is what the program waits for.
        return truth
      }
      if case .binary("==", _, _) = term { return !truth }
    }
    return true
  }

  /// Whether handlers set the bits of a word that are asked for, or clear them; nil where neither is
  /// certain.
  private func isSet(_ bits: Value, in written: Set<Value>) -> Bool? {
    guard case .symbol(let id) = bits, case .binary("&", _, .integer(let mask)) = term(id)
    else { return nil }
    var isSet: Bool?
    for case .symbol(let id) in written {
      let sets: Bool
      switch term(id) {
      case .binary("|", _, .integer(let bits)) where bits & mask != 0: sets = true
      case .binary("&", _, .integer(let kept)) where kept & mask == 0: sets = false
      default: continue
      }
      if isSet == !sets { return nil }
      isSet = sets
    }
    return isSet
  }

  private func written(to region: Region) -> Set<Value> {
    handlerWrites[region]?.values.reduce(into: Set<Value>()) { $0.formUnion($1) } ?? []
  }

  /// Whether a condition compares what handlers count with something that is not written out.
  private func isCounter(_ condition: Value, _ flags: [Region]) -> Bool {
    guard case .symbol(let id) = condition else { return false }
    switch term(id) {
    case .unary(.not, let inner): return isCounter(inner, flags)
    case .binary("==", let inner, .integer(0)) where isComparison(inner):
      return isCounter(inner, flags)
    case .binary("==", let a, let b):
      return a.integerValue == nil && b.integerValue == nil
        && flags.contains { region in
          written(to: region).contains { $0.integerValue == nil }
            && !(isRead(a, of: region) && isRead(b, of: region))
        }
    default: return false
    }
  }

  /// Whether a value is the answer to a comparison, also where C makes a number of it.
  private func isComparison(_ value: Value) -> Bool {
    guard case .symbol(let id) = value else { return false }
    switch term(id) {
    case .binary(let op, _, _): return ["==", "!=", "<", ">", "<=", ">="].contains(op)
    case .unary(.not, _): return true
    default: return false
    }
  }

  private func isRead(_ value: Value, of region: Region) -> Bool {
    guard case .symbol(let id) = value, case .flagRead(region, _, _, _) = term(id) else {
      return false
    }
    return true
  }

  /// Whether handlers only count a variable up.
  private func isIncreased(_ region: Region) -> Bool {
    let written = written(to: region)
    return !written.isEmpty
      && written.allSatisfy { value in
        guard case .symbol(let id) = value, case .binary(let op, _, .integer(let step)) = term(id)
        else { return false }
        return ["+", "&+"].contains(op) && step > 0
      }
  }

  /// What a poll's branch says by its model: complete, not complete, or nothing certain.
  private func polled(_ model: FunctionModel, _ condition: Value, _ truth: Bool) -> Bool? {
    guard let completed = model.completed, case .symbol(let id) = condition else { return nil }
    switch term(id) {
    case .poll:
      switch completed {
      case .isTrue: return truth
      case .isFalse: return !truth
      case .equals, .differs, .isNull, .isNotNull, .doesNotThrow, .always: return nil
      }
    case .unary(.not, let inner): return polled(model, inner, !truth)
    case .binary("==", _, let value):
      switch completed {
      case .equals(let names):
        if names.contains(where: { matches(value, constantNamed: $0) }) { return truth }
        // Compared with a state that is not completion: equal says that it still runs.
        return truth ? false : nil
      case .differs(let names):
        return names.contains(where: { matches(value, constantNamed: $0) }) ? !truth : nil
      case .isTrue: return value == .yes ? truth : !truth
      case .isFalse: return value == .no ? truth : !truth
      case .isNull, .isNotNull, .doesNotThrow, .always: return nil
      }
    case .registerRead, .flagRead, .deviceData, .made, .parameter, .merged, .outcome, .initial,
      .binary, .unary, .isCase, .payload:
      return nil
    }
  }

  /// The polls, flags and registers that a condition was made from.
  func origins(of value: Value) -> [Term] {
    guard case .symbol(let id) = value else { return [] }
    let term = term(id)
    switch term {
    case .registerRead, .flagRead, .poll, .deviceData: return [term]
    case .binary(_, let a, let b): return origins(of: a) + origins(of: b)
    case .unary(_, let a), .isCase(let a, _), .payload(let a, _, _): return origins(of: a)
    case .merged: return (answers[id] ?? []) + (uncheckedMerges[id] ?? [])
    case .made, .parameter, .outcome, .initial: return []
    }
  }
}
