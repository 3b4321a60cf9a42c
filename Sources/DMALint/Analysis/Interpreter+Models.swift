/// Calls of functions that a model describes.
extension Interpreter {
  func perform(
    model: FunctionModel, _ name: String, _ call: Call, _ arguments: [Passed], _ receiver: Place?,
    _ site: Site, _ state: State, _ activation: Activation
  ) -> [Outcome] {
    var state = state
    var scopes: [ScopeID] = []
    let values = arguments.map { argument -> Value in
      let isArray = if case .array = argument.value { true } else { false }
      guard argument.isAddress || isArray else { return argument.value }
      scopes.append(argumentScope(argument, site, activation))
      return converted(argument, site, &state, activation)
    }
    var model = model
    model.isBodyVisible = model.isBodyVisible && !isDeclaredWithoutBody(name)
    // Another release of the kit may lack the fence that the model knows of.
    if model.isBodyVisible, model.role == .wait || model.role == .poll, !mayOrder(name) {
      model.fences = []
    }
    var parts = ModelCall(
      model: model, name: name, call: call, arguments: arguments, values: values,
      receiver: receiver, site: site)
    if model.mustCheckResult, isIgnored(call, activation) { parts.call.isResultUnused = true }
    if let other = model.roleIf.first(where: { parts.holds($0.condition, self, state) == true }) {
      model.role = other.role
    }
    if let condition = model.blocksIf, parts.holds(condition, self, state) == true {
      model.isBlocking = true
    }
    if model.role == .start, !model.isBlocking, blocksWithoutHandler(model, name) {
      model.isBlocking = true
    }
    if let condition = model.waitsIf, parts.holds(condition, self, state) == true {
      model.isAsynchronousStop = false
    }
    if let condition = model.circularIf, parts.holds(condition, self, state) == true {
      model.isCircular = true
    }
    parts.model = model
    if model.role != .none { noteAsking() }
    if currentHandler != nil, let channel = parts.channel(self, state) {
      switch model.role {
      case .wait, .poll, .stop, .configure: handledChannels.insert(channel)
      default: break
      }
    }
    // Whoever is called on completion looks after the channel.
    if model.role == .handler, let channel = parts.channel(self, state) {
      handledChannels.insert(channel)
    }
    switch model.exclusion {
    case .begins: state.isMasked = true
    case .ends: state.isMasked = false
    case .switched:
      if let trigger = model.trigger, values.indices.contains(trigger),
        let isOn = resolved(values[trigger], state).integerValue
      {
        state.isMasked = isOn == 0
      }
    case nil: break
    }
    if model.mustCheckResult { checkedCalls[site] = model }
    if parts.call.isResultUnused, model.mustCheckResult,
      // A wait that never gives up has one result, for those who mean to ignore it.
      !(call.isExplicitlyDiscarded && model.role == .wait && parts.isForever(self, state))
    {
      show(
        .resultUnused(model, discarded: call.isExplicitlyDiscarded), site, &state, activation)
    }
    // The call itself orders memory that has escaped, unless the optimiser sees its body.
    if !model.isBodyVisible, model.role != .fence, model.role != .barrier {
      for value in values { escape(value, &state) }
      executeOpaqueCall(site, mayOrderCore: !model.copiesMemoryOnly, &state)
    }
    if model.role != .fence, model.role != .barrier {
      for kind in model.fences { execute(fence: kind, site, &state, isImplicit: true) }
    }
    if let step = model.setsUp { setUp(step, parts, in: activation.frame, &state) }
    var outcomes: [Outcome]
    switch model.role {
    case .start: outcomes = start(parts, state, activation)
    case .wait: outcomes = wait(parts, state, activation)
    case .poll: outcomes = poll(parts, state, activation)
    case .stop: outcomes = stop(parts, state, activation)
    case .configure: outcomes = configure(parts, state, activation)
    case .allocate: outcomes = allocate(parts, state, activation)
    case .free:
      for buffer in model.buffers {
        if let pointer = parts.value(buffer.parameter, self, state).pointer {
          free(pointer, site, &state, activation)
        }
      }
      outcomes = [Outcome(kind: .returned, value: .unknown, state: state)]
    case .clean, .invalidate, .cleanInvalidate:
      maintain(parts, &state, activation)
      outcomes = [Outcome(kind: .returned, value: .unknown, state: state)]
    case .fence, .barrier:
      for kind in model.fences.isEmpty ? [.compiler] : model.fences {
        show(.fenced(kind), site, &state, activation)
        execute(fence: kind, site, &state)
      }
      outcomes = [Outcome(kind: .returned, value: .unknown, state: state)]
    case .registerWrite:
      writeRegister(
        parts.registerAddress(self, state), parts.value(model.register?.value ?? 1, self, state),
        .volatile, site, name: name, &state, activation)
      outcomes = [Outcome(kind: .returned, value: .unknown, state: state)]
    case .registerRead:
      let value = readRegister(
        parts.registerAddress(self, state), .volatile, site, &state, activation)
      outcomes = [Outcome(kind: .returned, value: value, state: state)]
    case .copy:
      if let channel = parts.channel(self, state), channel.isKnown {
        for id in transfers(on: channel, state) where state.transfers[id]?.phase == .inFlight {
          show(.peripheralDriven(id, by: name), site, &state, activation)
        }
      }
      for buffer in model.buffers {
        guard let pointer = parts.value(buffer.parameter, self, state).pointer else { continue }
        let length = parts.length(buffer, self, state)
        touch(
          pointer, isWrite: buffer.direction == .deviceWrites, length: length, site, &state,
          activation)
      }
      outcomes = [
        Outcome(kind: .returned, value: made(site, activation, &state), state: state)
      ]
    case .handler, .none:
      // The channel's own interrupt is switched on: whoever handles it looks after the channel.
      if model.role == .handler, let trigger = model.trigger,
        truth(parts.value(trigger, self, state), state) != false,
        let channel = parts.channel(self, state)
      {
        handledChannels.insert(channel)
      }
      outcomes = [
        Outcome(kind: .returned, value: made(site, activation, &state), state: state)
      ]
    }
    for index in outcomes.indices {
      for scope in scopes {
        pointerScopeEnds(scope, site, &outcomes[index].state, activation)
      }
    }
    return outcomes
  }

  /// A call of a modelled function with its arguments as values.
  struct ModelCall {
    var model: FunctionModel
    var name: String
    var call: Call
    var arguments: [Passed]
    var values: [Value]
    var receiver: Place?
    var site: Site

    /// An argument by its number in the model; -1 is the receiver.
    func value(_ parameter: Int, _ interpreter: Interpreter, _ state: State) -> Value {
      if parameter == -1 { return receiver.map { interpreter.peek($0, state) } ?? .unknown }
      guard values.indices.contains(parameter) else { return .unknown }
      return interpreter.resolved(values[parameter], state)
    }

    /// The address of the register that the call reads or writes.
    func registerAddress(_ interpreter: Interpreter, _ state: State) -> Value {
      var address = value(model.register?.address ?? 0, interpreter, state)
      if case .pointer(let pointer) = address,
        case .absolute(let base) = interpreter[pointer.region.storage].kind,
        let offset = pointer.offset
      {
        address = .integer(Int64(bitPattern: base) &+ offset)
      }
      guard let offset = model.register?.offset else { return address }
      return interpreter.binary("+", address, value(offset, interpreter, state), state)
    }

    /// Whether the call's timeout is the one that never ends.
    func isForever(_ interpreter: Interpreter, _ state: State) -> Bool {
      guard let timeout = model.timeout else { return false }
      var limit = value(timeout.parameter, interpreter, state)
      // A C struct of one member wraps the number (`k_timeout_t`).
      if case .aggregate(_, let members) = limit, members.count == 1 {
        limit = interpreter.resolved(members.values.first ?? .unknown, state)
      }
      if timeout.forever.contains(where: { interpreter.matches(limit, constantNamed: $0) }) {
        return true
      }
      // A constant of 32 bits is the same with and without a sign.
      guard let number = limit.integerValue else { return false }
      return timeout.forever.contains {
        Interpreter.number($0).map { $0 & 0xFFFF_FFFF == number & 0xFFFF_FFFF } == true
      }
    }

    /// Whether a condition on an argument holds; nil where that is not known.
    func holds(
      _ condition: FunctionModel.ArgumentCondition, _ interpreter: Interpreter, _ state: State
    ) -> Bool? {
      var subject = value(condition.parameter, interpreter, state)
      if let field = condition.field {
        guard let pointer = subject.pointer else { return nil }
        var place = pointer
        for name in field.split(separator: ".") { place = place.member(String(name)) }
        subject = interpreter.resolved(interpreter.peek(place, state), state)
      }
      switch condition.test {
      case .isTrue: return interpreter.truth(subject, state)
      case .isFalse: return interpreter.truth(subject, state).map { !$0 }
      case .isNull, .isNotNull:
        switch subject {
        case .null: return condition.test == .isNull
        case .unknown, .symbol: return nil
        default: return condition.test == .isNotNull
        }
      case .equals(let names):
        if names.contains(where: { interpreter.matches(subject, constantNamed: $0) }) {
          return true
        }
        switch subject {
        case .unknown, .symbol: return nil
        default: return false
        }
      case .hasFlag(let names):
        if names.contains(where: { interpreter.matches(subject, constantNamed: $0) }) {
          return true
        }
        if let known = constantNames(in: subject, interpreter) {
          if known.contains(where: names.contains) { return true }
          // Flags of the same family that are none of these.
          let family = names.first.map { $0[..<($0.lastIndex(of: "_") ?? $0.startIndex)] } ?? ""
          if !family.isEmpty, known.allSatisfy({ $0.hasPrefix(family) }) { return false }
        }
        guard let bits = subject.integerValue else { return nil }
        let flags = names.compactMap { name -> Int64? in
          if let number = Interpreter.number(name) { return number }
          guard case .integer(let value) = interpreter.program.module.constants[name] else {
            return nil
          }
          return value
        }
        return flags.isEmpty ? nil : flags.contains { $0 != 0 && bits & $0 == $0 }
      }
    }

    /// The names of constants that make a value together; nil where something else does.
    private func constantNames(in value: Value, _ interpreter: Interpreter) -> [String]? {
      switch value {
      case .constant(let name): return [name]
      case .symbol(let id):
        guard case .binary("|", let a, let b) = interpreter.term(id),
          let left = constantNames(in: a, interpreter),
          let right = constantNames(in: b, interpreter)
        else { return nil }
        return left + right
      default: return nil
      }
    }

    /// A setting of the channel configuration among the arguments.
    func setting(
      _ property: FunctionModel.Setting.Property, _ interpreter: Interpreter, _ state: State
    ) -> Value? {
      for (argument, value) in zip(arguments, values) {
        var held = value
        if argument.isAddress, let place = argument.place {
          held = interpreter.peek(place, state)
        } else if let pointer = value.pointer {
          held = interpreter.peek(pointer, state)
        }
        if case .aggregate(_, let members) = held, let found = members[Self.member(property)] {
          return found
        }
      }
      return nil
    }

    /// The member under which a setting is kept in the value that holds the configuration.
    static func member(_ property: FunctionModel.Setting.Property) -> String {
      "setting " + property.rawValue
    }

    /// The length of a buffer in bytes.
    func length(
      _ buffer: FunctionModel.BufferRole, _ interpreter: Interpreter, _ state: State
    ) -> Value {
      guard let parameter = buffer.length else { return .unknown }
      let count = value(parameter, interpreter, state)
      // What a row of a table decays to has the row's stride, and the function counts elements.
      let stride =
        interpreter.declaredStride(of: name, buffer.parameter)
        ?? value(buffer.parameter, interpreter, state).pointer?.stride
      switch buffer.unit {
      case .bytes: return count
      case .bits: return interpreter.binary("/", count, .integer(8), state)
      case .units(let bytes):
        return interpreter.binary("*", count, .integer(Int64(bytes)), state)
      case .elements:
        guard let width = elementWidth(interpreter, state) ?? stride.map(Int64.init) else {
          return .unknown
        }
        return interpreter.binary("*", count, .integer(width), state)
      case .items:
        guard let pointer = value(buffer.parameter, interpreter, state).pointer,
          let size = interpreter.itemSize(of: pointer, state)
        else { return .unknown }
        return interpreter.binary("*", count, .integer(Int64(size)), state)
      case .transfers:
        guard let size = transferSize(interpreter, state) else { return .unknown }
        switch moves(buffer.direction, interpreter, state) {
        case true?: return interpreter.binary("*", count, .integer(size), state)
        case false?: return .integer(size)
        case nil: return .unknown
        }
      }
    }

    /// Bytes of an element, as a field of the handle says.
    private func elementWidth(_ interpreter: Interpreter, _ state: State) -> Int64? {
      guard let width = model.elementWidth else { return nil }
      func field(_ path: String) -> Value? {
        let handle: Pointer?
        if arguments.indices.contains(width.parameter), arguments[width.parameter].isAddress,
          case .memory(let pointer)? = arguments[width.parameter].place
        {
          handle = pointer
        } else {
          handle = value(width.parameter, interpreter, state).pointer
        }
        guard let handle else { return nil }
        let place = path.split(separator: ".").reduce(handle) { $0.member(String($1)) }
        return interpreter.resolved(interpreter.peek(place, state), state)
      }
      guard let value = field(width.field) else { return nil }
      let found = width.widths.first { entry in
        value.integerValue.map { entry.first...entry.last ~= UInt64(bitPattern: $0) }
          ?? entry.names.contains { interpreter.matches(value, constantNamed: $0) }
      }
      guard let found, found.bytes > 1, let path = width.unless else {
        return found.map { Int64(clamping: $0.bytes) }
      }
      guard let other = field(path)?.integerValue else { return nil }
      return other == 0 ? Int64(clamping: found.bytes) : 1
    }

    /// Whether the engine's address moves on after each transfer, as a channel configuration among
    /// the arguments says; nil where it says something that is not known.
    private func moves(
      _ direction: FunctionModel.Direction, _ interpreter: Interpreter, _ state: State
    ) -> Bool? {
      guard let property = increment(of: direction) else { return true }
      guard let value = setting(property, interpreter, state) else { return true }
      return interpreter.truth(value, state)
    }

    /// The setting that says whether the address moves on which that side of a transfer works.
    func increment(
      of direction: FunctionModel.Direction
    ) -> FunctionModel.Setting.Property? {
      switch direction {
      case .deviceReads: .readIncrement
      case .deviceWrites: .writeIncrement
      case .both, .descriptor, .peripheral: nil
      }
    }

    /// Bytes of one transfer, as a channel configuration among the arguments says.
    private func transferSize(_ interpreter: Interpreter, _ state: State) -> Int64? {
      setting(.transferSize, interpreter, state)?.integerValue
    }

    /// The channels that the call names: several where its last parameter is a mask, one with an
    /// unknown key where the mask is not understood.
    func channels(_ interpreter: Interpreter, _ state: State) -> [ChannelValue]? {
      guard let channel = channel(interpreter, state) else { return nil }
      guard model.channel?.isMask == true, let mask = channel.key.last else { return [channel] }
      return (interpreter.bits(of: mask, state) ?? [.unknown]).map { bit in
        var one = channel
        one.key[one.key.count - 1] = bit
        return one
      }
    }

    func channel(_ interpreter: Interpreter, _ state: State) -> ChannelValue? {
      guard let key = model.channel else { return nil }
      return ChannelValue(
        kind: key.kind,
        key: key.parameters.map { parameter in
          if parameter >= 0, arguments.indices.contains(parameter), arguments[parameter].isAddress,
            case .memory(let pointer)? = arguments[parameter].place
          {
            return .pointer(handle(at: pointer))
          }
          let value = value(parameter, interpreter, state)
          if let pointer = value.pointer { return .pointer(handle(at: pointer)) }
          return value
        })
    }

    /// Where a handle lies: one of a table's is not its neighbour.
    private func handle(at pointer: Pointer) -> Pointer {
      var handle = Pointer(pointer.region.storage, path: pointer.region.path)
      handle.offset = pointer.offset
      return handle
    }
  }

  // MARK: Start

  /// Remembers the channels that are configured not to move an address.
  private func noteStanding(_ parts: ModelCall, _ channel: ChannelValue?, _ state: State) {
    for direction in [FunctionModel.Direction.deviceReads, .deviceWrites] {
      guard let property = parts.increment(of: direction),
        let moves = parts.setting(property, self, state), truth(moves, state) != true
      else { continue }
      standingChannels.insert(StandingChannel(channel: channel, direction: direction))
    }
  }

  /// Whether the engine's address may stay where it is: a start that names no configuration takes that which
  /// its channel was given before.
  private func isStanding(
    _ direction: FunctionModel.Direction, _ parts: ModelCall, _ channel: ChannelValue?,
    _ state: State
  ) -> Bool {
    guard let property = parts.increment(of: direction),
      parts.setting(property, self, state) == nil
    else { return false }
    return standingChannels.contains(StandingChannel(channel: channel, direction: direction))
  }

  /// One call starts what a mask of channels says, or one transfer.
  private func start(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome] {
    guard let channels = parts.channels(self, state), channels.count > 1 else {
      return start(parts, on: parts.channels(self, state)?.first, part: 0, state, activation)
    }
    var outcomes = [Outcome(kind: .returned, value: .unknown, state: state)]
    for (part, channel) in channels.enumerated() {
      outcomes = outcomes.flatMap { outcome in
        outcome.kind == .returned
          ? start(parts, on: channel, part: part, outcome.state, activation) : [outcome]
      }
    }
    return outcomes
  }

  private func start(
    _ parts: ModelCall, on channel: ChannelValue?, part: Int, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    let model = parts.model
    var buffers = buffers(parts, state)
    noteStanding(parts, channel, state)
    for index in buffers.indices where buffers[index].unit == .transfers {
      buffers[index].mayStandStill = isStanding(buffers[index].direction, parts, channel, state)
    }
    if let channel, let trigger = model.trigger, parts.values.indices.contains(trigger),
      resolved(parts.values[trigger], state) == .integer(0)
    {
      var state = state
      reconfigure(channel, model, parts.site, &state, activation)
      for buffer in buffers { escape(.pointer(buffer.pointer), &state) }
      state.configured[channel, default: []] += buffers
      return [Outcome(kind: .returned, value: .unknown, state: state)]
    }
    if let trigger = model.trigger, parts.values.indices.contains(trigger),
      resolved(parts.values[trigger], state) == .integer(0)
    {
      return [Outcome(kind: .returned, value: .unknown, state: state)]
    }
    var started = state
    if let channel, let earlier = started.configured.removeValue(forKey: channel) {
      buffers =
        earlier.filter { old in
          !buffers.contains { $0.direction == old.direction }
        } + buffers
    }
    let part = part == 0 ? self.part(of: channel, at: parts.site, in: activation.running) : part
    let id = transfer(at: parts.site, in: activation.running, part: part) {
      TransferRecord(
        armed: parts.site, frame: activation.running, startName: parts.name, model: model,
        completionHandler: completionHandler(of: model),
        isCircular: model.isCircular || hasHalfHandler(model),
        isScanning: model.isScanning, isBlocking: model.isBlocking,
        channelName: channel.map(spelled) ?? "")
    }
    for kind in model.maintains {
      for buffer in buffers {
        apply(kind, to: buffer.pointer.region.trackable, nil, parts.site, &started)
      }
    }
    var facts = TransferFacts(
      phase: .inFlight, start: parts.site, buffers: buffers, channel: channel,
      frame: activation.running)
    facts.ringBits = ring(parts, state)
    if let bits = parts.setting(.ring, self, state) {
      facts.hasUnknownRing = bits.integerValue == nil
    }
    facts.transferSize = parts.setting(.transferSize, self, state)?.integerValue
    facts.peripherals = peripherals(parts, state)
    transfers[Int(id.index)].isWithoutMemory =
      buffers.isEmpty
      && (model.buffers.isEmpty && !model.isBlocking
        || model.buffers.contains { role in
          switch parts.value(role.parameter, self, state) {
          case .unknown, .symbol: role.direction != .peripheral && role.retention != .copies
          default: false
          }
        })
    begin(id, facts, parts.site, &started, activation)
    startChained(parts, behind: channel, part: part, &started, activation)
    if model.isBlocking {
      complete(id, parts.site, isOrdered: true, in: activation.running, &started)
      for kind in model.maintains where kind == .invalidatesAfter {
        for buffer in buffers {
          apply(kind, to: buffer.pointer.region.trackable, nil, parts.site, &started)
        }
      }
    }
    guard let success = model.success, success != .always else {
      return [
        Outcome(
          kind: .returned, value: made(parts.site, activation, &started), state: started)
      ]
    }
    return alternatives(success, parts, succeeded: started, failed: state, activation)
  }

  /// The channel that the configuration chains to runs when this one is done: what it was set up with
  /// is the engine's from here on.
  private func startChained(
    _ parts: ModelCall, behind channel: ChannelValue?, part: Int, _ state: inout State,
    _ activation: Activation
  ) {
    guard var next = channel, !next.key.isEmpty,
      let number = parts.setting(.chain, self, state)?.integerValue,
      next.key[next.key.count - 1] != .integer(number)
    else { return }
    next.key[next.key.count - 1] = .integer(number)
    guard transfers(on: next, state).isEmpty,
      let buffers = state.configured.removeValue(forKey: next), !buffers.isEmpty
    else { return }
    let id = transfer(at: parts.site, in: activation.running, part: part + Self.chainedPart) {
      TransferRecord(
        armed: parts.site, frame: activation.running, startName: parts.name, model: parts.model,
        channelName: spelled(next))
    }
    let facts = TransferFacts(
      phase: .inFlight, start: parts.site, buffers: buffers, channel: next,
      frame: activation.running)
    begin(id, facts, parts.site, &state, activation)
  }

  /// Transfers of one start on different channels, whose numbers are known, are different transfers.
  private func part(of channel: ChannelValue?, at site: Site, in frame: FrameID) -> Int {
    guard let channel, channel.key.contains(where: { $0.integerValue != nil }) else { return 0 }
    let key = TransferKey(site: site, frame: frame)
    let known = startedChannels[key] ?? []
    if let index = known.firstIndex(of: channel) { return index == 0 ? 0 : Self.otherPart + index }
    guard known.count < Interpreter.elementLimit else { return 0 }
    startedChannels[key] = known + [channel]
    return known.isEmpty ? 0 : Self.otherPart + known.count
  }

  /// Beyond all bits of a mask and what is chained to them.
  private static let otherPart = 128

  /// Tells a chained transfer from those that the call starts by itself: beyond all bits of a mask.
  private static let chainedPart = 64

  /// A channel gets addresses while a transfer is running on it.
  private func reconfigure(
    _ channel: ChannelValue, _ model: FunctionModel, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    guard !model.buffers.isEmpty, channel.isKnown else { return }
    for id in transfers(on: channel, state) where state.transfers[id]?.phase == .inFlight {
      show(.reconfigured(id), site, &state, activation)
    }
  }

  /// Whether a pointer from outside points to a member that is declared volatile: a register of a
  /// block whose address is not known.
  private func isVolatileMember(_ pointer: Pointer, _ state: State) -> Bool {
    guard case .pointee = self[pointer.region.storage].kind, let name = pointer.region.path.last
    else { return false }
    var block = pointer
    block.region.path.removeLast()
    guard let type = type(of: block, state)?.name else { return false }
    return program.member(of: type, named: name)?.isVolatile ?? false
  }

  /// The numbers of the bits that are set in a mask, which may be values that are not known
  /// (`1 << channel`); nil where the mask is made in another way.
  func bits(of mask: Value, _ state: State) -> [Value]? {
    let mask = resolved(mask, state)
    if let number = mask.integerValue {
      return (0..<Int64(64)).filter { number >> $0 & 1 == 1 }.map { .integer($0) }
    }
    guard case .symbol(let id) = mask, case .binary(let op, let a, let b) = term(id) else {
      return nil
    }
    switch op {
    case "|", "+":
      guard let left = bits(of: a, state), let right = bits(of: b, state) else { return nil }
      return left + right.filter { !left.contains($0) }
    case "<<":
      return resolved(a, state).integerValue == 1 ? [resolved(b, state)] : nil
    default: return nil
    }
  }

  /// The device registers that a start's arguments name.
  private func peripherals(_ parts: ModelCall, _ state: State) -> Set<Int64> {
    var found: Set<Int64> = []
    for role in parts.model.buffers {
      let value = parts.value(role.parameter, self, state)
      if let number = value.integerValue, isDevice(value) { found.insert(number) }
      if let pointer = value.pointer, let offset = pointer.offset,
        case .absolute(let base) = self[pointer.region.storage].kind
      {
        let address = Int64(bitPattern: base) &+ offset
        if isDevice(.integer(address)) { found.insert(address) }
      }
    }
    return found
  }

  /// The two ways a call can go, with the results that tell them apart.
  private func alternatives(
    _ outcome: FunctionModel.Outcome, _ parts: ModelCall, succeeded: State, failed: State,
    _ activation: Activation
  ) -> [Outcome] {
    if !parts.model.busy.isEmpty { refusals[parts.site] = parts.model.busy }
    func result(_ isSuccess: Bool) -> Value {
      switch outcome {
      case .equals(let names):
        return symbol(
          .outcome(parts.site, activation.frame, isSuccess: isSuccess, names: names))
      case .differs(let names):
        return symbol(
          .outcome(parts.site, activation.frame, isSuccess: !isSuccess, names: names))
      case .isTrue: return .boolean(isSuccess)
      case .isFalse: return .boolean(!isSuccess)
      case .isNull:
        return isSuccess ? .null : symbol(.made(parts.site, activation.running))
      case .isNotNull:
        return isSuccess ? symbol(.made(parts.site, activation.running)) : .null
      case .doesNotThrow, .always: return .unknown
      }
    }
    var results: [Outcome] = []
    for (isSuccess, state) in [(true, succeeded), (false, failed)] {
      var state = state
      let value = result(isSuccess)
      forget(value, &state)
      if case .doesNotThrow = outcome, !isSuccess {
        results.append(Outcome(kind: .threw, value: .unknown, state: state))
      } else {
        results.append(Outcome(kind: .returned, value: value, state: state))
      }
    }
    return results
  }

  /// The memory that a start hands to the engine: buffers, and what descriptors point to.
  private func buffers(_ parts: ModelCall, _ state: State) -> [TransferBuffer] {
    var result: [TransferBuffer] = []
    for role in parts.model.buffers {
      guard role.retention != .copies else { continue }
      let value = parts.value(role.parameter, self, state)
      guard let pointer = value.pointer else {
        if case .integer(let address) = value, role.direction != .peripheral,
          address > 0xFFF, !isDevice(value)
        {
          result.append(
            TransferBuffer(
              pointer: Pointer(absolute(UInt64(bitPattern: address))), direction: role.direction,
              length: parts.length(role, self, state),
              count: role.length.map { parts.value($0, self, state) } ?? .unknown, unit: role.unit,
              handedOver: parts.site, isDirectionKnown: true))
        }
        continue
      }
      if case .absolute(let address) = self[pointer.region.storage].kind,
        isDevice(.integer(Int64(bitPattern: address)))
      {
        continue
      }
      if isVolatileMember(pointer, state) { continue }
      if role.direction == .peripheral { continue }
      if role.direction == .descriptor, role.retention == .call {
        // The descriptor is read during the call; what it points to is kept.
        result += described(
          by: pointer, role.fields, parts.site, state, duringCall: parts.model.isBlocking)
        continue
      }
      result.append(
        TransferBuffer(
          pointer: pointer, direction: role.direction, length: parts.length(role, self, state),
          count: role.length.map { parts.value($0, self, state) } ?? .unknown, unit: role.unit,
          handedOver: parts.site, isDirectionKnown: role.direction != .both))
      if role.direction == .descriptor {
        var named = described(
          by: pointer, role.fields, parts.site, state, duringCall: parts.model.isBlocking)
        for index in named.indices { named[index].isNamed = true }
        result += named
      }
    }
    return result
  }

  /// What the address fields of a descriptor point to.
  func described(
    by pointer: Pointer, _ fields: [FunctionModel.FieldRole], _ site: Site, _ state: State,
    duringCall: Bool = false
  ) -> [TransferBuffer] {
    var held = pointer
    held.validity = nil
    if !fields.isEmpty {
      return fields.compactMap { field in
        guard field.retention == .keeps || (duringCall && field.retention == .call),
          let target = resolved(self.field(field.name, of: held, state), state).pointer,
          field.direction != .peripheral
        else { return nil }
        let count =
          field.length.map { resolved(self.field($0, of: held, state), state) } ?? .unknown
        var length = count
        switch field.unit {
        case .bytes: break
        case .bits: length = binary("/", length, .integer(8), state)
        case .units(let bytes): length = binary("*", length, .integer(Int64(bytes)), state)
        case .elements:
          length =
            target.stride.map { binary("*", length, .integer(Int64($0)), state) } ?? .unknown
        case .items:
          length =
            itemSize(of: target, state).map { binary("*", length, .integer(Int64($0)), state) }
            ?? .unknown
        case .transfers: length = .unknown
        }
        return TransferBuffer(
          pointer: target, direction: field.direction, length: length, count: count,
          unit: field.unit, handedOver: site,
          isDirectionKnown: field.direction != .both && !field.isDirectionConfigured)
      }
    }
    guard case .aggregate(_, let members) = peek(held, state) else { return [] }
    var result: [TransferBuffer] = []
    for name in members.keys.sorted() {
      guard let member = members[name] else { continue }
      if let target = member.pointer {
        let direction: FunctionModel.Direction =
          name.containsWord(of: "rx", "dest", "dst")
          ? .deviceWrites : name.containsWord(of: "tx", "src", "source") ? .deviceReads : .both
        result.append(
          TransferBuffer(
            pointer: target, direction: direction, length: .unknown, handedOver: site,
            isDirectionKnown: direction != .both))
      }
    }
    return result
  }

  /// What a field of a descriptor holds; fields of descriptors that it points to are found too.
  private func field(_ path: String, of pointer: Pointer, _ state: State) -> Value {
    var place = pointer
    for name in path.split(separator: ".") {
      if place != pointer, let target = peek(place, state).pointer { place = target }
      place = place.member(String(name))
    }
    return peek(place, state)
  }

  /// A function of the inputs that the hardware or the SDK calls on completion.
  private func completionHandler(of model: FunctionModel) -> FunctionID? {
    for pattern in model.completionHandlers {
      if let exact = program.functionsByLinkName[pattern] { return exact }
      guard pattern.contains("*") else { continue }
      let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
      for name in program.functionsByLinkName.keys.sorted()
      where name.hasPrefix(parts[0]) && name.hasSuffix(parts[parts.count - 1]) {
        if let id = program.functionsByLinkName[name], program.function(id).hasBody { return id }
      }
    }
    return nil
  }

  /// Whether the inputs look at each half of the buffer by itself: the transfer goes round.
  private func hasHalfHandler(_ model: FunctionModel) -> Bool {
    model.halfHandlers.contains { name in
      program.functionsByLinkName[name].map { program.function($0).hasBody } == true
    }
  }

  private func spelled(_ channel: ChannelValue) -> String {
    let key = channel.key.map { value -> String in
      switch value {
      case .integer(let number): return String(number)
      case .pointer(let pointer): return name(of: pointer)
      case .constant(let name): return name
      default: return "?"
      }
    }
    return ([channel.kind] + key).joined(separator: " ")
  }

  /// The hardware ring that a channel configuration among the arguments sets up.
  private func ring(_ parts: ModelCall, _ state: State) -> Int64? {
    guard let bits = parts.setting(.ring, self, state)?.integerValue, bits > 0 else { return nil }
    return bits
  }

  /// Bytes of an element of a buffer as it is declared or allocated; of a table, of one in a row.
  fileprivate func itemSize(of pointer: Pointer, _ state: State) -> UInt32? {
    let storage = self[pointer.region.storage]
    if pointer.region.path.isEmpty, let row = storage.type?.arguments.last,
      ["CArray", "InlineArray"].contains(row.name), let size = elementSize(row)
    {
      return size
    }
    if pointer.region.path.isEmpty {
      if let size = storage.elementSize ?? storage.array(at: pointer.offset)?.element {
        return size
      }
    }
    return elementSize(type(of: pointer, state)) ?? pointer.stride
  }

  /// Bytes of an element of what a parameter points to, as the inputs declare the function.
  fileprivate func declaredStride(of name: String, _ parameter: Int) -> UInt32? {
    for id in program.functionsByName[name] ?? [] {
      let parameters = program.function(id).parameters
      if parameters.indices.contains(parameter),
        let size = elementSize(parameters[parameter].type)
      {
        return size
      }
    }
    return nil
  }

  /// Whether the inputs declare a C function of this name and hide its body from the optimiser.
  private func isDeclaredWithoutBody(_ name: String) -> Bool {
    guard let declared = program.functionsByName[name] else { return false }
    return declared.contains { program.function($0).kind == .c }
      && !declared.contains { program.function($0).hasBody || isInline(program.function($0)) }
  }

  func isInline(_ function: FlowFunction) -> Bool {
    function.attributes.contains { $0.name == "inline" }
  }

  // MARK: Wait, poll, stop

  /// The transfers that a call of this model is about.
  private func subjects(_ parts: ModelCall, _ state: State) -> [TransferID] {
    if let channels = parts.channels(self, state), let first = channels.first {
      let exact = Set(channels.flatMap { transfers(on: $0, state) })
      if !exact.isEmpty { return exact.sorted() }
      if !Interpreter.isSignalling(first.kind) { return possible(on: first, state).covered }
    }
    // Without a channel (a semaphore): what a handler of the same kit completes.
    return state.transfers.keys.sorted().filter { id in
      transfers[Int(id.index)].model?.sdk == parts.model.sdk
    }
  }

  /// A call that may be about a transfer and may be about another one decides nothing.
  private func doubt(_ parts: ModelCall, in frame: FrameID, _ state: inout State) {
    guard let channel = parts.channel(self, state), transfers(on: channel, state).isEmpty else {
      return
    }
    for id in possible(on: channel, state).doubtful {
      makeUnsure(id, in: frame, &state)
      transfers[Int(id.index)].isLost = true
    }
  }

  /// Channels of the operating system, which a completion handler signals.
  private static func isSignalling(_ kind: String) -> Bool {
    ["semaphore", "event", "queue", "mutex", "notification", "poll"].contains { kind.hasPrefix($0) }
  }

  private func wait(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome] {
    let isOrdered = !parts.model.isBodyVisible || !parts.model.fences.isEmpty
    var complete = state
    doubt(parts, in: activation.running, &complete)
    for id in subjects(parts, state) {
      let isStop = complete.transfers[id]?.phase == .stopping
      self.complete(
        id, parts.site, isOrdered: isOrdered, in: activation.running, &complete, isStop: isStop,
        isTrusted: isTrusted(parts.model))
    }
    for kind in parts.model.fences { execute(fence: kind, parts.site, &complete, isImplicit: true) }
    guard let condition = parts.model.completed ?? parts.model.success, condition != .always else {
      return [
        Outcome(
          kind: .returned, value: made(parts.site, activation, &complete), state: complete)
      ]
    }
    if parts.call.isResultUnused, parts.model.mustCheckResult {
      // That nobody looks is said already; what follows takes it to be over.
      return [
        Outcome(kind: .returned, value: made(parts.site, activation, &complete), state: complete)
      ]
    }
    // A wait that cannot time out fails only when the transfer has failed, and that has ended it.
    return alternatives(
      condition, parts, succeeded: complete,
      failed: parts.isForever(self, state) ? complete : state, activation)
  }

  private func poll(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome] {
    var state = state
    let key = parts.channel(self, state)?.key ?? []
    looks(parts.site, &state)
    let value = symbol(.poll(parts.name, channel: key, parts.site))
    forget(value, &state)
    if let status = parts.model.status,
      var place = parts.value(status.parameter, self, state).pointer
    {
      place.validity = nil
      for name in (status.field ?? "").split(separator: ".") { place = place.member(String(name)) }
      poke(value, at: place, &state)
      return [
        Outcome(kind: .returned, value: made(parts.site, activation, &state), state: state)
      ]
    }
    return [Outcome(kind: .returned, value: value, state: state)]
  }

  private func stop(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome] {
    var state = state
    doubt(parts, in: activation.running, &state)
    for id in subjects(parts, state) {
      if parts.model.isAsynchronousStop {
        confirmStart(id, &state)
        state.transfers[id]?.phase = .stopping
        state.transfers[id]?.stopRequest = parts.site
        attends(to: id, in: activation.running, state)
        transfers[Int(id.index)].isStoppedSomewhere = true
      } else {
        complete(
          id, parts.site, isOrdered: !parts.model.isBodyVisible || !parts.model.fences.isEmpty,
          in: activation.running, &state, isStop: true, isTrusted: isTrusted(parts.model))
      }
    }
    guard let success = parts.model.success, success != .always else {
      return [
        Outcome(kind: .returned, value: made(parts.site, activation, &state), state: state)
      ]
    }
    return alternatives(success, parts, succeeded: state, failed: state, activation)
  }

  /// Settings are kept as members of the value that holds the configuration, so that they travel with
  /// its copies.
  private func configure(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome]
  {
    var state = state
    var result: [String: Value] = [:]
    for setting in parts.model.settings {
      let value = meaning(of: setting, parts, state)
      let member = ModelCall.member(setting.property)
      if setting.target == -2 {
        result[member] = value
      } else if parts.arguments.indices.contains(setting.target),
        let pointer = parts.value(setting.target, self, state).pointer
      {
        var place = pointer
        place.validity = nil
        poke(value, at: place.member(member), &state)
      }
    }
    if !result.isEmpty {
      return [Outcome(kind: .returned, value: .aggregate(nil, result), state: state)]
    }
    if let channel = parts.channel(self, state), !parts.model.buffers.isEmpty {
      reconfigure(channel, parts.model, parts.site, &state, activation)
      for buffer in buffers(parts, state) { escape(.pointer(buffer.pointer), &state) }
      state.configured[channel, default: []] += buffers(parts, state)
    }
    return [
      Outcome(kind: .returned, value: made(parts.site, activation, &state), state: state)
    ]
  }

  /// The value that a configuring call gives a setting, as a number where the model says it.
  private func meaning(
    of setting: FunctionModel.Setting, _ parts: ModelCall, _ state: State
  ) -> Value {
    if let constant = setting.constant { return .integer(Int64(bitPattern: constant)) }
    guard let parameter = setting.value else { return .unknown }
    let value = parts.value(parameter, self, state)
    for meaning in setting.meanings where matches(value, constantNamed: meaning.name) {
      return .integer(Int64(bitPattern: meaning.value))
    }
    if let number = value.integerValue, setting.property == .transferSize, 0...3 ~= number,
      !setting.meanings.isEmpty
    {
      // The enumeration's raw values are the logarithm.
      return .integer(1 << number)
    }
    return value
  }

  // MARK: Memory

  private func allocate(_ parts: ModelCall, _ state: State, _ activation: Activation) -> [Outcome] {
    var state = state
    let allocation = parts.model.allocation ?? FunctionModel.Allocation()
    var size = allocation.size.flatMap { parts.value($0, self, state).integerValue }
    if let count = allocation.count {
      size = size.flatMap { size in
        parts.value(count, self, state).integerValue.map { $0 &* size }
      }
    }
    let alignment = allocation.alignment.flatMap { parts.value($0, self, state).integerValue }
    let pointer = heap(
      parts.site, activation, size: size,
      alignment: alignment ?? allocation.guaranteedAlignment.map(Int64.init),
      allocator: Storage.Allocator(
        name: parts.name, isDMACapable: isCapable(allocation, parts, state) == true,
        isNonCacheable: allocation.isNonCacheable,
        isPlain: isCapable(allocation, parts, state) == false), &state)
    if allocation.isZeroed {
      state.buffers[pointer.region, default: BufferFacts()].isInitialised = true
    }
    guard case .isNotNull? = parts.model.success else {
      return [Outcome(kind: .returned, value: .pointer(pointer), state: state)]
    }
    var failed = state
    failed.buffers = state.buffers
    return [
      Outcome(kind: .returned, value: .pointer(pointer), state: state),
      Outcome(kind: .returned, value: .null, state: failed),
    ]
  }

  private func isCapable(
    _ allocation: FunctionModel.Allocation, _ parts: ModelCall, _ state: State
  ) -> Bool? {
    if allocation.isDMACapable { return true }
    guard let parameter = allocation.capabilityParameter else { return false }
    return parts.holds(
      FunctionModel.ArgumentCondition(
        parameter: parameter, test: .hasFlag(allocation.capabilityFlags)), self, state)
  }

  /// A new block of memory.
  func heap(
    _ site: Site, _ activation: Activation, size: Int64?, alignment: Int64?, stride: UInt32? = nil,
    allocator: Storage.Allocator? = nil, type: FlowType? = nil, _ state: inout State
  ) -> Pointer {
    let id = storage(.made(site, activation.running, "heap")) {
      Storage(
        kind: .heap, name: "", type: type, site: site, size: size.map { UInt64(bitPattern: $0) },
        alignment: alignment.map { UInt64(bitPattern: $0) }, allocator: allocator)
    }
    renew(id, &state)
    state.freed[id] = nil
    state.escaped.remove(id)
    var pointer = Pointer(id)
    pointer.stride = stride
    return pointer
  }

  /// A storage of the round before, or of the call before, is another one: what is in flight over it
  /// goes on over the old one, which has no name any more.
  func renew(_ id: StorageID, _ state: inout State) {
    state.memory[id] = nil
    if state.buffers.contains(where: { $0.key.storage == id }) {
      state.buffers = state.buffers.filter { $0.key.storage != id }
    }
    guard isTransferring(id, state) else { return }
    let old = storage(.named("before \(id.index)")) {
      var storage = self[id]
      storage.kind = .heap
      return storage
    }
    for transfer in state.transfers.keys {
      guard var facts = state.transfers[transfer] else { continue }
      for index in facts.buffers.indices
      where facts.buffers[index].pointer.region.storage == id {
        facts.buffers[index].pointer.region.storage = old
      }
      state.transfers[transfer] = facts
    }
    // Who holds the address of the earlier block means that one.
    guard self[id].kind == .heap else { return }
    state.freed[old] = nil
    for (holder, content) in state.memory where self[holder].kind == .object {
      let moved = replacingMemory(of: content) { $0 == id ? old : $0 }
      if moved != content { state.memory[holder] = moved }
    }
  }

  func free(
    _ pointer: Pointer, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    show(.freed(pointer), site, &state, activation)
    endedStorages.insert(pointer.region.storage)
    state.freed[pointer.region.storage] = site
  }

  /// An invalidate throws away what the CPU has written to a region and what is still in the cache.
  func loseWrites(
    to region: Region, _ lines: Range<Int64>?, _ site: Site, _ state: inout State
  ) {
    guard let owed = facts(overlapping: region, state), !owed.dirty.isEmpty, !owed.written.isEmpty
    else { return }
    var facts = state.buffers[region] ?? BufferFacts()
    facts.dirtyBytes = owed.dirtyBytes
    facts.loses(lines, at: site)
    state.buffers[region] = facts
  }

  private func maintain(_ parts: ModelCall, _ state: inout State, _ activation: Activation) {
    for buffer in parts.model.buffers {
      let address = parts.value(buffer.parameter, self, state)
      guard let pointer = address.pointer ?? memory(at: address) else { continue }
      let length = parts.length(buffer, self, state)
      show(
        .maintained(parts.model.role, pointer, length: length), parts.site, &state, activation)
      let region = pointer.region.trackable
      maintainedStorages.insert(region.storage)
      if let handler = currentHandler, parts.model.role != .clean {
        handlerInvalidates[handler, default: []].insert(region)
      }
      let extent = extent(of: pointer, length)
      let lines = lines(of: extent)
      if parts.model.role == .invalidate { loseWrites(to: region, lines, parts.site, &state) }
      let earlier = state.buffers[region]?.ranges[parts.site]
      state.buffers[region, default: BufferFacts()].ranges[parts.site] = Self.together(
        earlier, extent)
      let kept = parts.model.role == .clean ? [] : remainder(of: region, lines, parts.site, state)
      defer { for (region, facts) in kept { leave(stale: facts, in: region, &state) } }
      switch parts.model.role {
      case .clean: apply(.cleansBefore, to: region, lines, parts.site, &state)
      case .invalidate: apply(.invalidatesAfter, to: region, lines, parts.site, &state)
      default:
        apply(.cleansBefore, to: region, lines, parts.site, &state)
        apply(.invalidatesAfter, to: region, lines, parts.site, &state)
      }
    }
    if parts.model.buffers.isEmpty {
      if let handler = currentHandler, parts.model.role != .clean {
        invalidatingHandlers.insert(handler)
      }
      // What a handler completes may be complete by now.
      for facts in state.transfers.values where parts.model.role != .clean {
        maintainedStorages.formUnion(facts.buffers.map(\.pointer.region.storage))
      }
      for region in state.buffers.keys {
        if let owed = state.buffers[region], !owed.dirty.isEmpty || !owed.stale.isEmpty {
          maintainedStorages.insert(region.storage)
        }
        if parts.model.role != .invalidate {
          apply(.cleansBefore, to: region, nil, parts.site, &state)
        }
        if parts.model.role != .clean {
          apply(.invalidatesAfter, to: region, nil, parts.site, &state)
        }
      }
    }
    for kind in parts.model.fences { execute(fence: kind, parts.site, &state, isImplicit: true) }
  }

  /// What one operation has covered in two rounds or calls.
  static func together(_ earlier: Value?, _ extent: Value) -> Value {
    guard let earlier, earlier != extent else { return extent }
    guard case .range(.integer(let a), .integer(let b), false) = earlier,
      case .range(.integer(let c), .integer(let d), false) = extent, c <= b, a <= d
    else { return .unknown }
    return .range(.integer(min(a, c)), .integer(max(b, d)), isClosed: false)
  }

  /// The whole lines of an extent, where it is known.
  private func lines(of extent: Value) -> Range<Int64>? {
    guard let line = platform.cache.map({ Int64($0.line) }), line > 0,
      case .range(.integer(let low), .integer(let high), _) = extent, 0 <= low, low < high,
      high < 1 << 40
    else { return nil }
    return low / line * line..<(high + line - 1) / line * line
  }

  /// What an invalidate that is too short leaves stale.
  func remainder(
    of region: Region, _ bytes: Range<Int64>?, _ site: Site, _ state: State
  ) -> [(Region, BufferFacts)] {
    guard let bytes else { return [] }
    return state.buffers.compactMap { other, facts in
      var facts = facts
      guard other == region, facts.invalidate(bytes, at: site) else { return nil }
      return (other, facts)
    }
  }

  func leave(stale facts: BufferFacts, in region: Region, _ state: inout State) {
    state.buffers[region]?.stale = facts.stale
    state.buffers[region]?.staleBytes = facts.staleBytes
    state.buffers[region]?.partial = facts.partial
  }

  /// The bytes of a region that an operation covers, where they are known.
  private func extent(of pointer: Pointer, _ length: Value) -> Value {
    guard let start = pointer.offset, let length = length.integerValue else { return .unknown }
    return .range(.integer(start), .integer(start &+ length), isClosed: false)
  }

  func apply(
    _ maintenance: FunctionModel.Maintenance, to region: Region, _ lines: Range<Int64>?,
    _ site: Site, _ state: inout State
  ) {
    state.buffers[region, default: BufferFacts()].maintained.insert(site)
    forgetViews(of: region.storage, &state)
    for other in state.buffers.keys where other.overlaps(region) {
      let lines = other == region ? lines : nil
      switch maintenance {
      case .cleansBefore:
        state.buffers[other]?.overwrites(lines, at: site)
      case .invalidatesBefore, .invalidatesAfter: break
      }
      state.buffers[other]?.becomesClean(lines, at: site)
      switch maintenance {
      case .cleansBefore: break
      case .invalidatesBefore, .invalidatesAfter: state.buffers[other]?.becomesFresh()
      }
    }
  }
}
