/// Methods of library types.
extension Library {
  static func method(
    _ name: String, _ content: Value, _ receiver: Place, _ call: Call,
    _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    if interpreter.operation(.any, name) == .enumerates {
      let sequence = Interpreter.enumerated(content)
      return [Interpreter.Outcome(kind: .returned, value: sequence, state: state)]
    }
    if name == "get", arguments.isEmpty, case .enumCase(let result, let payload) = content,
      result == "success" || result == "failure"
    {
      return [
        Interpreter.Outcome(
          kind: result == "success" ? .returned : .threw, value: payload.first ?? .unknown,
          state: state)
      ]
    }
    if let body = arguments.last?.value, isRun(body),
      let makesArray = goesThroughEach(name, content, interpreter)
    {
      return interpreter.each(
        content, body, makesArray: makesArray, site, state, activation)
    }
    let receiverType = interpreter.typeName(of: receiver, content, state)
    if receiverType == "Atomic" {
      return atomic(name, receiver, arguments, site, state, activation, interpreter)
    }
    switch content {
    case .register(let address, _):
      return register(name, address, arguments, site, state, activation, interpreter)
    case .pointer(let pointer):
      return self.pointer(
        name, pointer, nil, arguments, site, state, activation, interpreter)
    case .buffer(let pointer, let count):
      return self.pointer(
        name, pointer, count, arguments, site, state, activation, interpreter)
    case .array(let storage):
      return array(
        name, storage, receiver, call, arguments, site, state, activation, interpreter)
    case .null:
      if interpreter.operation(.any, name) == .takes {
        return [Interpreter.Outcome(kind: .returned, value: .null, state: state)]
      }
    case .unknown, .symbol, .integer, .constant, .aggregate, .enumCase, .object, .closure,
      .function, .type, .range:
      break
    }
    if let argument = arguments.first?.value,
      let value = interpreter.optionSet(name, content, argument, state)
    {
      return [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    let operation = interpreter.operation(.any, name)
    if name == "contains", case .range(let low, let high, let isClosed) = content,
      let subject = arguments.first
    {
      let value = interpreter.within(subject.value, low, high, isClosed: isClosed, state)
      return [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    switch operation {
    case .takes:
      if case .memory(let pointer) = receiver {
        interpreter.moves(
          pointer, "'take' moves it out of the optional", site, &state, activation)
        interpreter.poke(.null, at: pointer, &state)
      }
      return done(content)
    case .changesElements:
      interpreter.changesElements(of: receiver, &state)
      return done(interpreter.made(site, activation, &state))
    case .toggles:
      guard case .memory(let pointer) = receiver, arguments.isEmpty else { return nil }
      let flipped = interpreter.unary(.not, content, state)
      return interpreter.store(flipped, into: .memory(pointer), .plain, site, state, activation)
        .map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0) }
    case .locks:
      guard let body = arguments.last else { return done(.unknown) }
      var inner = receiver
      if case .memory(let pointer) = receiver { inner = .memory(pointer.member("value")) }
      let passed = Interpreter.Passed(
        label: nil, value: interpreter.peek(inner, state), place: inner, isAddress: true)
      let wasMasked = state.isMasked
      state.isMasked = true
      return interpreter.apply(body.value, [passed], site, state, activation).map { outcome in
        var outcome = outcome
        outcome.state.isMasked = wasMasked
        return outcome
      }
    case .views, .viewsBytes:
      guard let body = arguments.last, case .memory(let place) = receiver else { return nil }
      return view(
        name, asBytes: operation == .viewsBytes, place, body.value, site, state, activation,
        interpreter)
    case .maps:
      guard let body = arguments.last else { return nil }
      if content == .null { return done(.null) }
      return interpreter.apply(body.value, [.value(content)], site, state, activation)
    case .forEach: return nil
    case .sameValue: return done(content)
    case .joinsChildren:
      interpreter.join(ChildTask(frame: activation.frame), &state)
      return done(interpreter.made(site, activation, &state))
    case .runsBody, .makesChild:
      for argument in arguments {
        guard case .closure = argument.value else { continue }
        if operation == .makesChild {
          return interpreter.spawn(
            argument.value, ChildTask(frame: activation.frame), site, state, activation
          ).map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0.state) }
        }
        return interpreter.apply(argument.value, [], site, state, activation)
          .map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0.state) }
      }
      return done(.unknown)
    case .opaqueValue:
      return done(interpreter.made(site, activation, &state))
    default: return nil
    }
  }

  // MARK: Registers

  private static func register(
    _ name: String, _ address: Value, _ arguments: [Interpreter.Passed], _ site: Site,
    _ state: State, _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    if let pointer = address.pointer, interpreter.isMemory(pointer) {
      // A volatile access to memory: status words and descriptors.
      var target = pointer
      target.validity = nil
      switch interpreter.operation(of: "VolatileMappedRegister", name) {
      case .loads:
        let value = interpreter.read(target, .volatile, site, &state, activation)
        return [Interpreter.Outcome(kind: .returned, value: value, state: state)]
      case .stores:
        interpreter.write(
          arguments.first?.value ?? .unknown, at: target, .volatile, site, &state, activation)
        return [Interpreter.Outcome(kind: .returned, value: .unknown, state: state)]
      default: return nil
      }
    }
    switch interpreter.operation(of: "VolatileMappedRegister", name) {
    case .loads:
      let value = interpreter.readRegister(address, .volatile, site, &state, activation)
      return [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    case .stores:
      interpreter.writeRegister(
        address, arguments.first?.value ?? .unknown, .volatile, site, name: "store(_:)", &state,
        activation)
      return [Interpreter.Outcome(kind: .returned, value: .unknown, state: state)]
    default:
      return interpreter.accessRegister(name, at: address, arguments, site, state, activation)
    }
  }

  // MARK: Atomics

  private static func atomic(
    _ name: String, _ receiver: Place, _ arguments: [Interpreter.Passed], _ site: Site,
    _ state: State, _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    guard case .memory(let base) = receiver else { return nil }
    var state = state
    let ordering = ordering(
      arguments.first { $0.label == "ordering" || $0.label == "successOrdering" }?.value)
    let place = base.member("value")
    interpreter.mayHaveEndedTasks(&state)
    switch interpreter.operation(.atomic, name) {
    case .loads:
      let value = interpreter.read(
        place, .atomic(ordering), site, &state, activation)
      return [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    case .stores:
      interpreter.write(
        arguments.first?.value ?? .unknown, at: place, .atomic(ordering), site, &state, activation)
      return [Interpreter.Outcome(kind: .returned, value: .unknown, state: state)]
    case let operation:
      // Exchanges and read-modify-write operations.
      let old = interpreter.read(place, .atomic(ordering), site, &state, activation)
      let operand = arguments.first?.value ?? .unknown
      let new: Value =
        if operation == .exchanges {
          operand
        } else if operation == .setsBits {
          interpreter.binary("|", old, operand, state)
        } else if operation == .keepsBits {
          interpreter.binary("&", old, operand, state)
        } else {
          .unknown
        }
      interpreter.write(new, at: place, .atomic(ordering), site, &state, activation)
      return [Interpreter.Outcome(kind: .returned, value: old, state: state)]
    }
  }

  // MARK: Pointers and buffers

  private static func pointer(
    _ name: String, _ pointer: Pointer, _ count: Value?, _ arguments: [Interpreter.Passed],
    _ site: Site, _ state: State, _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    func argument(_ label: String) -> Value? {
      arguments.first { $0.label == label }.map { interpreter.resolved($0.value, state) }
    }
    func element(_ label: String) -> UInt32? {
      guard case .type(let type)? = argument(label) else { return nil }
      return interpreter.size(of: type).map { UInt32(truncatingIfNeeded: $0) }
    }
    let first = arguments.first.map { interpreter.resolved($0.value, state) }
    let stride = Int64(pointer.stride ?? 1)
    func bytes(_ elements: Value?) -> Value {
      guard let elements else { return .unknown }
      return interpreter.binary("*", elements, .integer(stride), state)
    }
    func least(_ a: Value, _ b: Value) -> Value {
      guard a != b, b != .unknown else { return a }
      if let x = a.integerValue, let y = b.integerValue { return .integer(min(x, y)) }
      return interpreter.symbol(.binary("min", a, b))
    }
    let whole = count.map { bytes($0) }
    let operation = interpreter.operation(count == nil ? .pointer : .buffer, name)
    switch operation {
    case .retypes, .binds:
      var view = pointer
      let size = element("to")
      if let size { view.stride = size }
      if let size, operation == .binds, pointer.offset == 0, pointer.region.path.isEmpty {
        interpreter.storages[Int(pointer.region.storage.index)].elementSize = size
        if case .type(let named)? = argument("to") { interpreter.holds(named, in: pointer) }
      }
      if let count {
        let total = bytes(count)
        return done(
          .buffer(
            view,
            count: interpreter.binary("/", total, .integer(Int64(max(1, size ?? 1))), state)))
      }
      return done(.pointer(view))
    case .rebinds:
      guard let body = arguments.last else { return done(.unknown) }
      var view = pointer
      view.stride = element("to") ?? view.stride
      let value: Value =
        count == nil ? .pointer(view) : .buffer(view, count: argument("capacity") ?? count!)
      return interpreter.apply(body.value, [.value(value)], site, state, activation)
    case .views, .viewsBytes:
      // A view of memory that somebody else owns: spans and buffers.
      guard let body = arguments.last else { return done(.unknown) }
      var view = pointer
      if operation == .viewsBytes { view.stride = 1 }
      let total = operation == .viewsBytes ? whole : count
      var scope: ScopeID?
      if pointer.isChecked, !interpreter[pointer.region.storage].isStable {
        // A span of a variable in a frame: what the closure gets ends with it.
        scope = interpreter.scope(
          PointerScope(kind: .closure(name: name), site: site, frame: activation.frame))
        view.validity = scope
      }
      return interpreter.apply(
        body.value, [.value(.buffer(view, count: total ?? .unknown))], site, state, activation
      ).map { outcome in
        var outcome = outcome
        if let scope {
          interpreter.pointerScopeEnds(scope, site, &outcome.state, activation)
        }
        return outcome
      }
    case .advances, .successor, .predecessor:
      if let index = argument("by") {
        interpreter.note(index: index, into: .pointer(pointer), site, &state)
      }
      let amount =
        operation == .advances
        ? argument("by")?.integerValue : operation == .successor ? 1 : -1
      return done(.pointer(pointer.moved(by: amount.map { $0 &* stride })))
    case .loads:
      let offset = argument("fromByteOffset") ?? .integer(0)
      interpreter.note(index: offset, into: .pointer(pointer), stride: 1, site, &state)
      var target = pointer.moved(by: offset.integerValue)
      target.stride = element("as")
      let place = interpreter.pointee(of: .pointer(target), offset: 0, width: 32, state)
      return interpreter.load(place, .plain, site, state, activation)
        .map { Interpreter.Outcome(kind: .returned, value: $0.value, state: $0.state) }
    case .stores:
      let offset = argument("toByteOffset") ?? .integer(0)
      interpreter.note(index: offset, into: .pointer(pointer), stride: 1, site, &state)
      var target = pointer.moved(by: offset.integerValue)
      target.stride = element("as")
      let place = interpreter.pointee(of: .pointer(target), offset: 0, width: 32, state)
      return interpreter.store(
        argument("of") ?? .unknown, into: place, .plain, site, state, activation
      ).map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0) }
    case .fills, .copies, .copiesBytes:
      // One value is put there as an assignment would, addresses in its fields included.
      if count == nil, arguments.count == 1, let value = argument("to") {
        let place = interpreter.pointee(of: .pointer(pointer), offset: 0, width: 32, state)
        return interpreter.store(value, into: place, .plain, site, state, activation).map {
          var state = $0
          interpreter.movesAway(arguments[0], &state)
          return Interpreter.Outcome(kind: .returned, value: .pointer(pointer), state: state)
        }
      }
      let length: Value
      if let given = argument("count") ?? argument("byteCount") {
        if operation != .fills { interpreter.use(length: given, site, &state) }
        length = operation == .copiesBytes ? given : bytes(given)
      } else {
        length = whole ?? .integer(stride)
      }
      if let source = (argument("from") ?? argument("fromContentsOf") ?? argument("as"))?.pointer {
        interpreter.touch(source, isWrite: false, length: length, site, &state, activation)
      } else if case .array(let source)? = argument("from") ?? argument("fromContentsOf") {
        interpreter.touch(
          Pointer(source), isWrite: false, length: length, site, &state, activation)
      }
      let wasFilled = state.buffers[pointer.region.trackable]?.isFilled == true
      let wasEverFilled = interpreter.filledStorages.contains(pointer.region.storage)
      interpreter.touch(pointer, isWrite: true, length: length, site, &state, activation)
      if argument("repeating") == .integer(0) {
        let size = interpreter[pointer.region.storage].size
        if size.flatMap({ size in length.integerValue.map { $0 >= Int64(clamping: size) } })
          != false
        {
          state.wiped.insert(pointer.region.storage)
        }
        if !wasFilled { state.buffers[pointer.region.trackable]?.isFilled = false }
        if !wasEverFilled { interpreter.filledStorages.remove(pointer.region.storage) }
        state.buffers[pointer.region.trackable]?.isBlanked = true
      }
      return done(count == nil ? .pointer(pointer) : .buffer(pointer, count: count ?? .unknown))
    case .sameValue, .takes: return done(.pointer(pointer))
    case .frees:
      interpreter.free(pointer, site, &state, activation)
      return done(.unknown)
    case .reorders:
      interpreter.touch(pointer, isWrite: false, length: whole, site, &state, activation)
      interpreter.touch(pointer, isWrite: true, length: whole, site, &state, activation)
      return done(.unknown)
    case .reads:
      interpreter.touch(pointer, isWrite: false, length: whole, site, &state, activation)
      for argument in arguments {
        guard case .closure = argument.value else { continue }
        _ = interpreter.apply(
          argument.value, [.value(.unknown), .value(.unknown)], site, state, activation)
      }
      return done(interpreter.made(site, activation, &state))
    case .prefix, .dropsLast:
      guard let count else { return nil }
      if case .range(let low, let high, let isClosed)? = first {
        var length = interpreter.binary("-", high, low, state)
        if isClosed { length = interpreter.binary("+", length, .integer(1), state) }
        return done(
          .buffer(
            pointer.moved(by: bytes(low).integerValue), count: length))
      }
      let kept = operation == .dropsLast ? .unknown : least(first ?? count, count)
      return done(.buffer(pointer, count: kept))
    case .dropsFirst, .suffix:
      guard let count else { return nil }
      guard operation == .dropsFirst else {
        return done(.buffer(pointer.moved(by: nil), count: least(first ?? .unknown, count)))
      }
      let dropped = least(first ?? .integer(1), count)
      return done(
        .buffer(
          pointer.sliced(at: dropped, inBytes: bytes(dropped).integerValue),
          count: interpreter.binary("-", count, dropped, state)))
    case .number: return done(interpreter.made(site, activation, &state))
    case .maps:
      guard let body = arguments.last else { return nil }
      return interpreter.apply(body.value, [.value(.pointer(pointer))], site, state, activation)
    default: return nil
    }
  }

  // MARK: Arrays

  private static func array(
    _ name: String, _ storage: StorageID, _ receiver: Place, _ call: Call,
    _ arguments: [Interpreter.Passed], _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes? {
    var state = state
    func done(_ value: Value) -> Outcomes {
      [Interpreter.Outcome(kind: .returned, value: value, state: state)]
    }
    var pointer = Pointer(storage)
    pointer.stride = interpreter.elementSize(interpreter[storage].type)
    if case .memory(let place) = receiver {
      interpreter.named(.array(storage), interpreter.name(of: place))
    }
    let operation = interpreter.operation(.array, name)
    switch operation {
    case .appends, .inserts:
      for argument in arguments {
        interpreter.own(argument.value, in: storage, &state)
      }
      fallthrough
    case .removes, .removesLast, .popsLast, .removesAll, .reserves, .replaces, .reorders,
      .modifies, .setsBits, .keepsBits:
      if operation != .reorders, operation != .removesLast, operation != .popsLast {
        interpreter.show(
          .moved(pointer.region, how: "'\(name)' may move the elements"), site, &state, activation)
      }
      interpreter.touch(pointer, isWrite: true, length: nil, site, &state, activation)
      if case .memory(let variable) = receiver {
        interpreter.noteChange(of: variable, site, state)
      }
      let old = state
      switch operation {
      case .appends:
        if arguments.count == 1, arguments[0].label == nil {
          interpreter.adds(arguments[0].value, to: storage, &state)
        } else {
          for argument in arguments { interpreter.share(argument.value, &state) }
          interpreter.forgetsElements(storage, &state)
        }
      case .inserts where arguments.first?.label == nil:
        interpreter.adds(arguments[0].value, to: storage, &state)
      case .inserts, .replaces:
        for argument in arguments { interpreter.share(argument.value, &state) }
        interpreter.forgetsElements(storage, &state)
      case .removesAll: state.memory[storage] = Interpreter.noElements
      case .reserves: return done(.unknown)
      default: break
      }
      interpreter.storages[Int(storage.index)].size = operation == .removesAll ? 0 : nil
      switch operation {
      case .appends, .inserts, .replaces: return done(.unknown)
      case .removesAll:
        guard !interpreter.isHeld(storage, besides: receiver, old, activation) else {
          return done(.unknown)
        }
        return interpreter.drop(
          elements: old.memory[storage] ?? .unknown, of: storage, site, state, activation
        ).map { Interpreter.Outcome(kind: .returned, value: .unknown, state: $0) }
      case .removes, .removesLast, .popsLast:
        let isOnly = interpreter.hasOneElement(storage, state)
        let taken = interpreter.takenElement(storage, site, &state, activation)
        interpreter.losesElement(storage, &state)
        if call.isResultUnused, !isOnly { interpreter.endsHandles(storage, activation, &state) }
        if operation != .popsLast || isOnly || old.memory[storage] == Interpreter.noElements {
          return done(operation == .popsLast && !isOnly ? .null : taken)
        }
        return done(taken) + [Interpreter.Outcome(kind: .returned, value: .null, state: old)]
      default:
        // What is left is as any element was before.
        interpreter.losesElements(storage, &state)
        return done(.unknown)
      }
    case .views, .viewsBytes:
      guard let body = arguments.last else { return done(.unknown) }
      let scope = interpreter.scope(
        PointerScope(kind: .closure(name: name), site: site, frame: activation.frame))
      // A static string's bytes stay where they are; a string may hold a short literal in itself.
      if interpreter[storage].kind != .literal || name != "withUTF8Buffer" {
        pointer.validity = scope
      }
      if operation == .viewsBytes { pointer.stride = 1 }
      let size = interpreter[storage].size
      let count =
        size.map {
          Value.integer(Int64(clamping: $0 / UInt64(max(1, pointer.stride ?? 1))))
        } ?? interpreter.symbol(.payload(.array(storage), "count", 0))
      return interpreter.apply(
        body.value, [.value(.buffer(pointer, count: count))], site, state, activation
      ).map { outcome in
        var outcome = outcome
        interpreter.pointerScopeEnds(scope, site, &outcome.state, activation)
        return outcome
      }
    case .sameElements, .otherElements:
      // Another array; where it is kept to the element, it has as many.
      interpreter.touch(pointer, isWrite: false, length: nil, site, &state, activation)
      let copy = interpreter.array(
        of: operation == .sameElements ? interpreter[storage].type : nil, count: nil, site, &state,
        activation)
      return done(.array(copy))
    case .reads:
      interpreter.touch(pointer, isWrite: false, length: nil, site, &state, activation)
      return done(interpreter.made(site, activation, &state))
    case .takes: return done(.array(storage))
    default: return nil
    }
  }

  /// Whether a method runs its closure with each element of what is there, and if so whether it makes an
  /// array of what that returns.
  private static func goesThroughEach(
    _ name: String, _ content: Value, _ interpreter: Interpreter
  ) -> Bool? {
    switch interpreter.operation(.any, name) {
    case .forEach: return false
    case .maps:
      switch Interpreter.iterated(content) {
      case .array, .range: return true
      default: return nil
      }
    default: return nil
    }
  }

  private static func isRun(_ value: Value) -> Bool {
    switch value {
    case .closure, .function: true
    default: false
    }
  }

  /// `value.withUnsafeBytes { … }` on an inline array or another value with storage of its own.
  private static func view(
    _ name: String, asBytes: Bool, _ place: Pointer, _ body: Value, _ site: Site, _ state: State,
    _ activation: Interpreter.Activation, _ interpreter: Interpreter
  ) -> Outcomes {
    let scope = interpreter.scope(
      PointerScope(kind: .closure(name: name), site: site, frame: activation.frame))
    var pointer = place
    let storage = interpreter[place.region.storage]
    if !(storage.isStable && storage.kind != .object) { pointer.validity = scope }
    let type = interpreter.type(of: place, state)
    pointer.stride = asBytes ? 1 : interpreter.elementSize(type) ?? 1
    let size = type.flatMap { interpreter.size(of: $0) }
    let count = size.map {
      Value.integer(Int64(clamping: $0 / UInt64(max(1, pointer.stride ?? 1))))
    }
    return interpreter.apply(
      body, [.value(.buffer(pointer, count: count ?? .unknown))], site, state, activation
    ).map { outcome in
      var outcome = outcome
      interpreter.pointerScopeEnds(scope, site, &outcome.state, activation)
      return outcome
    }
  }
}
