/// What each operation does to a state.
extension Interpreter {
  /// Runs one operation on one alternative; the result is the alternatives it leads to.
  func step(_ operation: Operation, _ given: consuming State, _ activation: Activation) -> [State] {
    let site = activation.site(operation.range)
    var state = given
    func define(_ item: Item) -> [State] {
      if let result = operation.result { state.values[result] = item }
      return [state]
    }
    func define(_ value: Value) -> [State] { define(.value(value)) }

    switch operation.kind {
    case .local(let local):
      if activation.plan.children.contains(where: {
        $0.local == local && $0.place != operation.result
      }) {
        join(ChildTask(frame: activation.frame, variable: local), &state)
      }
      return define(.place(place(of: local, activation)))
    case .global(let name):
      return define(.place(globalPlace(name, &state, activation)))
    case .member(let base, let name):
      if name == "unsafelyUnwrapped", value(base, state) == .null {
        notePoolWithoutMemory(activation, state)
      }
      if name == "value" || name == "result", !looseTasks.isEmpty {
        awaits(resolved(peek(place(base, state), state), state), &state)
      }
      if let parts = computedBase(base, operation, site, state, activation) {
        return parts.map { part in
          var next = part.state
          let target = member(name, of: .value(part.value), next, activation)
          if let result = operation.result { next.values[result] = .place(target) }
          return next
        }
      }
      return define(.place(member(name, of: place(base, state), state, activation)))
    case .element(let base, let arguments):
      if let parts = computedBase(base, operation, site, state, activation) {
        return parts.map { part in
          var next = part.state
          let target = element(
            of: .value(part.value), arguments.map { value($0.value, next) }, site, &next,
            activation)
          if let result = operation.result { next.values[result] = .place(target) }
          return next
        }
      }
      if let result = operation.result, activation.plan.isWritten(result) {
        changesElements(of: place(base, state), &state)
      }
      if let states = elementAlternatives(place(base, state), arguments, state) {
        return states.map { alternative in
          var next = alternative
          let target = element(
            of: place(base, next), arguments.map { value($0.value, next) }, site, &next, activation)
          if let result = operation.result { next.values[result] = .place(target) }
          return next
        }
      }
      return define(
        .place(
          element(
            of: place(base, state), arguments.map { value($0.value, state) }, site, &state,
            activation)))
    case .pointee(let pointer, let offset):
      return define(
        .place(pointee(of: value(pointer, state), offset: offset, width: 0, state)))
    case .indexed(let pointer, let index, let stride):
      let index = resolved(value(index, state), state)
      if isC(activation.function.range.file) {
        note(
          index: index, into: resolved(value(pointer, state), state), stride: stride, site, &state)
      }
      let base = value(pointer, state)
      if let pointer = memory(at: resolved(base, state)) {
        let moved = swept(pointer, by: index, Int64(stride), state)
        return define(.place(pointee(of: .pointer(moved), offset: 0, width: stride, state)))
      }
      let bytes = index.integerValue.map { $0 &* Int64(stride) }
      return define(.place(pointee(of: base, offset: bytes, width: stride, state)))

    case .load(let base, let mode):
      if let result = operation.result, activation.plan.isReturned(result),
        case .memory(let pointer) = place(base, state),
        self[pointer.region.storage].kind == .local
      {
        moves(pointer, "it is returned by value", site, &state, activation)
      }
      return load(place(base, state), mode, site, state, activation).map { outcome in
        var next = outcome.state
        if let result = operation.result { next.values[result] = .value(outcome.value) }
        return next
      }
    case .store(let value, let target, let mode):
      return store(
        self.value(value, state), into: place(target, state), mode, site, state, activation)
    case .addressOf(let base):
      let target = place(base, state)
      guard case .memory(let pointer) = target else {
        if case .register(let address, _) = target { return define(address) }
        return define(.unknown)
      }
      return define(.pointer(pointer))
    case .take(let base):
      let target = place(base, state)
      let isUnused = operation.result.map(activation.plan.isUnused) == true
      if case .memory(let pointer) = target, !isUnused {
        let isReturned = operation.result.map(activation.plan.isReturned) == true
        moves(
          pointer, isReturned ? "it is returned by value" : "it is moved to another place", site,
          &state, activation)
      }
      return load(target, .plain, site, state, activation).flatMap { outcome in
        var states = [outcome.state]
        if case .memory(let pointer) = target {
          // What is taken and used by nobody ends here.
          if isUnused {
            states = drop(outcome.value, at: target, site, outcome.state, activation)
          }
          for index in states.indices { poke(.null, at: pointer, &states[index]) }
        }
        if let result = operation.result {
          for index in states.indices { states[index].values[result] = .value(outcome.value) }
        }
        return states
      }

    case .integer(let value): return define(.integer(value))
    case .float, .unknown: return define(.unknown)
    case .boolean(let value): return define(.boolean(value))
    case .nilLiteral: return define(.null)
    case .string(let count):
      guard count != nil else {
        // An interpolated string is made at run time.
        let elements = array(of: FlowType("String"), count: nil, site, &state, activation)
        return define(.array(elements))
      }
      return define(literal(byteCount: count, site, activation))
    case .name(let name):
      let known = named(name)
      if case .constant = known, let value = genericValue(name, activation, state) {
        return define(value)
      }
      return define(known)
    case .implicitMember("isCancelled", let type?) where type.name == "Task":
      return define(symbol(.poll(Interpreter.cancellation, channel: [], site)))
    case .implicitMember("allCases", let type?):
      return define(
        allCases(of: type.name, &state, activation) ?? implicitMember("allCases", type))
    case .implicitMember(let name, let type):
      return define(implicitMember(name, type))
    case .type(let type): return define(.type(type))

    case .unary(let op, let operand):
      if op == .unwrap, resolved(value(operand, state), state) == .null {
        notePoolWithoutMemory(activation, state)
        // The call's own failure traps here. What a variable held may have been set out of sight.
        if isResultOfCall(operand, activation) { return [] }
      }
      return define(unary(op, value(operand, state), state))
    case .binary("+", let a, let b) where isArray(value(a, state)) || isArray(value(b, state)):
      var type: FlowType?
      if case .array(let elements) = value(a, state) { type = self[elements].type }
      return define(.array(array(of: type, count: nil, site, &state, activation)))
    case .binary(let op, let a, let b):
      if op == "+", resolved(value(a, state), state) == .null {
        notePoolWithoutMemory(activation, state)
      }
      if op == "+" || op == "-", case .pointer = value(a, state) {
        note(index: value(b, state), into: value(a, state), site, &state)
      }
      return define(binary(op, value(a, state), value(b, state), state))
    case .cast(let operand, let type):
      let value = value(operand, state)
      if let address = resolved(value, state).integerValue, type.name.hasPrefix("Unsafe"),
        let block = type.arguments.first
      {
        // A register block at a constant address: its members are found by the block's layout.
        blockTypes[address] = block
      } else {
        noteCast(of: value, to: type)
      }
      return define(value)
    case .aggregate(let type, let elements):
      let isLoop = operation.result.map(activation.plan.isLoop) == true
      return define(aggregate(type, elements, isLoop: isLoop, site, &state, activation))
    case .isCase(let operand, let name):
      return define(isCase(value(operand, state), name, state))
    case .payload(let operand, let name, let index):
      if case .enumCase(name, let payload) = value(operand, state), index < payload.count {
        return define(payload[index])
      }
      return define(symbol(.payload(value(operand, state), name, index)))
    case .matches(let operand, let pattern):
      let subject = value(operand, state)
      switch value(pattern, state) {
      case .range(let low, let high, let isClosed):
        return define(within(subject, low, high, isClosed: isClosed, state))
      case let other: return define(binary("==", subject, other, state))
      }
    case .isType: return define(symbol(.made(site, activation.running)))
    case .closure(let function):
      return define(closure(function, activation, state))
    case .methodReference(let base, let name, _):
      guard let base else { return define(.function(base: nil, type: nil, name: name)) }
      switch state.values[base] ?? .none {
      case .place(let place): return define(.function(base: place, type: nil, name: name))
      case .value(.type(let type)): return define(.function(base: nil, type: type, name: name))
      case .value(let value): return define(.function(base: .value(value), type: nil, name: name))
      case .none: return define(.unknown)
      }
    case .next(let base):
      return next(of: place(base, state), site, state, activation).map { outcome in
        var next = outcome.state
        if let result = operation.result { next.values[result] = .value(outcome.value) }
        return next
      }

    case .call(let call):
      return perform(call, site: site, state, activation).flatMap { outcome -> [State] in
        // An error that a call without `try` lets through ends the program.
        guard outcome.kind == .returned else { return [] }
        var next = outcome.state
        if call.isResultUnused {
          noteIgnored(outcome.value, by: call, site, &next, activation)
          return drop(outcome.value, at: .value(outcome.value), site, next, activation)
        }
        if let result = operation.result { next.values[result] = .value(outcome.value) }
        return [next]
      }

    case .fence(let kind):
      show(.fenced(kind), site, &state, activation)
      execute(fence: kind, site, &state)
      return [state]
    case .assembly(let text, let clobbersMemory, _, let operands):
      for operand in operands { escape(value(operand, state), &state) }
      let instruction = BarrierText.normalised(text)
      switch Interpreter.masking(instruction) {
      case true?: state.isMasked = true
      case false?: state.isMasked = false
      case nil: break
      }
      setUp(assembly: text, operands.map { value($0, state) }, site, &state)
      if clobbersMemory {
        let kind: FenceKind =
          instruction.isEmpty || !BarrierText.isBarrier(instruction)
          ? .compiler : .instruction(instruction)
        show(.fenced(kind), site, &state, activation)
        execute(fence: kind, site, &state)
      }
      return [state]

    case .enter(let local):
      enter(local, activation, &state)
      return [state]
    case .leave(let local):
      if activation.plan.children.contains(where: { $0.local == local }) {
        join(ChildTask(frame: activation.frame, variable: local), &state)
      }
      return leave(local, site, activation, state)
    case .inlined:
      return [state]
    }
  }

  /// What a property that the program computes gives, where a part of it is wanted: memory, an instance
  /// or a register that it refers to, or a value that is only read.
  private func computedBase(
    _ base: ValueID, _ operation: Operation, _ site: Site, _ state: State, _ activation: Activation
  ) -> [Loaded]? {
    let place = place(base, state)
    switch place {
    case .computed(let owner, let name):
      guard let type = typeName(of: owner, peek(owner, state), state),
        let getter = program.member(of: type, named: name)?.getter,
        program.function(getter).hasBody
      else { return nil }
    case .computedGlobal, .subscripted: break
    case .memory, .register, .value, .nowhere: return nil
    }
    let isWritten = operation.result.map(activation.plan.isWritten) == true
    let loaded = load(place, .plain, site, state, activation)
    guard
      loaded.allSatisfy({ part in
        switch part.value {
        case .pointer, .buffer, .register, .object, .array: true
        case .aggregate(let type, _): type != nil && !isWritten
        case .unknown, .symbol, .integer, .constant, .null, .enumCase, .closure, .function, .type,
          .range:
          false
        }
      })
    else { return nil }
    return loaded
  }

  private func isArray(_ value: Value) -> Bool {
    if case .array = value { true } else { false }
  }

  /// Whether an instruction masks interrupts, or lets them through again.
  private static func masking(_ instruction: String) -> Bool? {
    let masks = ["cpsid", "msr daifset", "csrci mstatus", "csrc mstatus", "csrrci"]
    let ends = ["cpsie", "msr daifclr", "csrsi mstatus", "csrs mstatus", "msr primask", "msr daif"]
    if masks.contains(where: { instruction.hasPrefix($0) }) { return true }
    if ends.contains(where: { instruction.hasPrefix($0) }) { return false }
    return nil
  }

  // MARK: Items

  func value(_ id: ValueID, _ state: State) -> Value {
    switch state.values[id] ?? .none {
    case .value(let value): value
    case .place(let place): peek(place, state)
    case .none: .unknown
    }
  }

  func place(_ id: ValueID, _ state: State) -> Place {
    switch state.values[id] ?? .none {
    case .place(let place): place
    case .value(let value): .value(value)
    case .none: .nowhere
    }
  }

  // MARK: Places

  func place(of local: LocalID, _ activation: Activation) -> Place {
    if let alias = activation.aliases[local] { return alias }
    return .memory(Pointer(storage(of: local, activation)))
  }

  func storage(of local: LocalID, _ activation: Activation) -> StorageID {
    let declaration = activation.function.locals[Int(local.index)]
    let frame = declaration.isStatic ? FrameID(index: 0) : activation.frame
    let key: StorageKey =
      declaration.isStatic
      ? .named("\(activation.id.index)/\(declaration.name)") : .local(frame, local)
    return storage(key) {
      Storage(
        kind: declaration.isStatic ? .global : .local, name: declaration.name,
        type: declaration.type, site: activation.site(declaration.range),
        size: declaration.size.map(UInt64.init) ?? declaration.type.flatMap(size(of:)),
        alignment: declaration.alignment.map(UInt64.init)
          ?? declaration.type.flatMap(alignment(of:)),
        elementSize: declaration.elementSize,
        isLet: declaration.isLet, isTemporary: declaration.isTemporary,
        isAddressTaken: activation.plan.addressTaken.contains(local),
        isSelector: activation.plan.selectors.locals.contains(local),
        frame: declaration.isStatic ? nil : frame)
    }
  }

  func globalPlace(_ name: String, _ state: inout State, _ activation: Activation) -> Place {
    var global = program.global(named: name)
    if global.map(isWitnessed) ?? name.utf8.contains(UInt8(ascii: ".")),
      let (meant, type) = staticMember(name, activation, state)
    {
      if meant.getter != nil { return .computedGlobal(meant.name, of: type) }
      global = meant
    }
    guard let global else {
      if let dot = name.lastDot, name[name.index(after: dot)...] == "allCases",
        let cases = allCases(of: String(name[..<dot]), &state, activation)
      {
        return .value(cases)
      }
      if let integer = program.module.constants[name], case .integer(let value) = integer {
        return .value(.integer(value))
      }
      return .memory(Pointer(externalGlobal(name, activation)))
    }
    if global.getter != nil { return .computedGlobal(name, of: nil) }
    let id = globalStorage(global)
    if state.memory[id] == nil, let initializer = global.initializer {
      // Marks it first: an initial value that refers to itself is not followed.
      state.memory[id] = .unknown
      state.memory[id] = initialValue(initializer, of: id, state, activation) { state = $0 }
    }
    return .memory(Pointer(id))
  }

  /// Whether a global is a static member of a protocol: what it is depends on who conforms.
  private func isWitnessed(_ global: FlowGlobal) -> Bool {
    guard let dot = global.name.lastDot else { return false }
    return program.type(named: String(global.name[..<dot]))?.keyword == .protocol
  }

  /// Whether a declaration may stand for an address only: a scalar that no input defines.
  private func mayBeLinkerSymbol(_ global: FlowGlobal) -> Bool {
    guard global.isExternal, let type = global.type, type.arguments.isEmpty,
      !global.attributes.contains(where: { ["aligned", "section"].contains($0.name) })
    else { return false }
    return program.type(named: type.name) == nil && size(of: type).map { $0 <= 8 } ?? true
  }

  func globalStorage(_ global: FlowGlobal) -> StorageID {
    storage(.named(global.name)) {
      let isAligned = global.attributes.contains { ["aligned", "alignment"].contains($0.name) }
      let section = global.attributes.first { $0.name == "section" }?.argument
      let alignment = global.attributes.first { $0.name == "alignment" }?.argument
      let placement = placement(of: global)
      // A symbol of a linker script is declared as some scalar: that says nothing of what it marks.
      let isOpen = mayBeLinkerSymbol(global)
      return Storage(
        kind: .global, name: global.name, type: global.type,
        site: Site(range: global.range, function: FunctionID(.max)),
        size: isOpen
          ? placement?.size : global.size.map(UInt64.init) ?? global.type.flatMap(size(of:)),
        alignment: isOpen
          ? nil
          : global.alignment.map(UInt64.init) ?? alignment.flatMap { UInt64($0) }
            ?? global.type.flatMap(self.alignment(of:)),
        isAlignmentWritten: isAligned, section: section, elementSize: global.elementSize,
        arrays: global.attributes.compactMap(Storage.ArrayPart.init),
        placement: placement,
        isConstant: global.isConstant || isStaticData(global),
        isLet: global.isLet,
        isObserved: global.hasObservers)
    }
  }

  private func externalGlobal(_ name: String, _ activation: Activation) -> StorageID {
    storage(.named(name)) {
      Storage(
        kind: .global, name: name, type: nil, site: activation.site(activation.function.range),
        placement: link.placement(
          of: LinkedName(name: name, language: .c, file: "", isExternal: true)))
    }
  }

  /// Runs the function that computes an initial value; its state replaces the current one.
  private func initialValue(
    _ function: FunctionID, of storage: StorageID, _ state: State, _ activation: Activation,
    _ adopt: (State) -> Void
  ) -> Value {
    let code = program.function(function)
    guard code.hasBody, budget > 0 else { return .unknown }
    let frame = self.frame(
      function, parent: FrameID(index: 0), call: Site(range: code.range, function: function))
    let inner = Activation(id: function, frame: frame, plan: plan(function))
    let saved = state.values
    // Whoever comes first runs it: a handler that does has not changed anything behind the others.
    let outer = (currentHandler, isInitialising)
    (currentHandler, isInitialising) = (nil, true)
    defer { (currentHandler, isInitialising) = outer }
    guard let outcome = execute(inner, state).first(where: { $0.kind == .returned }) else {
      return .unknown
    }
    var after = outcome.state
    after.values = saved
    adopt(after)
    named(outcome.value, self[storage].name)
    if case .array(let elements) = outcome.value, self[elements].kind == .elements {
      storages[Int(elements.index)].placement = link.elements(of: self[storage].name)
    }
    everInitial[storage] = outcome.value
    return outcome.value
  }

  /// Gives memory that has no name of its own the name of the variable that holds it.
  func named(_ value: Value, _ name: String) {
    let id: StorageID?
    switch value {
    case .pointer(let pointer), .buffer(let pointer, _): id = pointer.region.storage
    case .array(let storage), .object(let storage): id = storage
    case .unknown, .symbol, .integer, .constant, .null, .register, .aggregate, .enumCase, .closure,
      .function, .type, .range:
      id = nil
    }
    guard let id, storages[Int(id.index)].name.isEmpty, !name.isEmpty else { return }
    storages[Int(id.index)].name = name
    for (index, element) in (listedValues[id] ?? []).enumerated() {
      named(element, "\(name)[\(index)]")
    }
  }

  /// What a pointer value points to.
  func pointee(of value: Value, offset: Int64?, width: UInt32, _ state: State) -> Place {
    switch resolved(value, state) {
    case .pointer(let pointer):
      let moved = pointer.moved(by: offset)
      if case .absolute(let base) = self[moved.region.storage].kind {
        let address = moved.offset.map { Value.integer(Int64(bitPattern: base) &+ $0) }
        if let address, isDevice(address) { return .register(address: address, width: width) }
      }
      return .memory(moved)
    case .buffer(let pointer, _):
      return .memory(pointer.moved(by: offset))
    case .integer(let address):
      guard let offset else { return .nowhere }
      let place = Value.integer(address &+ offset)
      if isDevice(place) { return .register(address: place, width: width) }
      return .memory(Pointer(absolute(UInt64(bitPattern: address &+ offset))))
    case .symbol(let id):
      return .memory(Pointer(pointeeStorage(.symbol(id))).moved(by: offset))
    case .unknown, .constant, .null, .register, .aggregate, .enumCase, .object, .array, .closure,
      .function, .type, .range:
      return .nowhere
    }
  }

  /// The memory that an address is in, be it a variable's or a number.
  func memory(at address: Value) -> Pointer? {
    switch address {
    case .pointer(let pointer): pointer
    case .integer(let number) where number > 0 && !isDevice(address):
      Pointer(absolute(UInt64(bitPattern: number)))
    default: nil
    }
  }

  func absolute(_ address: UInt64) -> StorageID {
    storage(.absolute(address)) {
      Storage(
        kind: .absolute(address), name: "0x" + String(address, radix: 16, uppercase: true),
        type: nil, site: Site.nowhere)
    }
  }

  /// Whether a value is what a call of the same function has returned.
  private func isResultOfCall(_ value: ValueID, _ activation: Activation) -> Bool {
    activation.function.blocks.contains { block in
      block.operations.contains { operation in
        guard operation.result == value, case .call = operation.kind else { return false }
        return true
      }
    }
  }

  /// The elements of an array or string that came from outside: they are as short-lived as others.
  func elementsStorage(of value: Value, _ name: String, _ type: FlowType) -> StorageID {
    storage(.pointee(value)) {
      Storage(kind: .elements, name: name, type: type, site: Site.nowhere)
    }
  }

  /// A value that came from outside as what its type says: a pointer points somewhere.
  func outside(_ value: Value, _ type: FlowType) -> Value {
    guard type.name.hasPrefix("Unsafe") else { return value }
    var pointer = Pointer(pointeeStorage(value))
    pointer.stride = elementSize(type)
    if type.name.hasSuffix("BufferPointer") {
      return .buffer(pointer, count: symbol(.payload(value, "count", 0)))
    }
    return .pointer(pointer)
  }

  /// The memory that a pointer made of an unknown number points to: what is a constant number of bytes
  /// further on is the same memory.
  func memory(atNumber value: Value) -> Value? {
    guard case .symbol(let id) = value else { return nil }
    if case .binary("+", let base, .integer(let offset)) = term(id), case .symbol = base {
      return .pointer(Pointer(pointeeStorage(base)).moved(by: offset))
    }
    return .pointer(Pointer(pointeeStorage(value)))
  }

  func pointeeStorage(_ value: Value) -> StorageID {
    let id = storage(.pointee(value)) {
      var name = "*"
      if case .symbol(let id) = value, case .parameter(let function, let index) = term(id) {
        name = program.function(function).parameters[index].name
      }
      if case .symbol(let id) = value, case .initial(let region) = term(id) {
        name = self.name(of: Pointer(region.storage, path: region.path))
      }
      return Storage(kind: .pointee, name: name, type: pointedType(value), site: Site.nowhere)
    }
    pointeeValues[id] = value
    return id
  }

  /// What a pointer that is not known points to, where the declaration that it was read from says.
  private func pointedType(_ value: Value) -> FlowType? {
    guard case .symbol(let id) = value else { return nil }
    let region: Region
    switch term(id) {
    case .initial(let from), .flagRead(let from, _, _, _), .merged(_, _, let from): region = from
    case .registerRead, .deviceData, .poll, .made, .outcome, .parameter, .binary, .unary, .isCase,
      .payload:
      return nil
    }
    var holder = Pointer(region.storage)
    holder.region = region
    guard let type = type(of: holder, State()), type.name.hasPrefix("Unsafe") else { return nil }
    return type.arguments.first
  }

  /// Whether the platform says that a constant address is a device register.
  func isDevice(_ address: Value) -> Bool {
    address.integerValue.map(platform.isDevice) ?? false
  }

  /// A member of what a place holds.
  func member(_ name: String, of base: Place, _ state: State, _ activation: Activation) -> Place {
    let content = peek(base, state)
    if let register = registerMember(name, of: content, state) { return .value(register) }
    let type = typeName(of: base, content, state)
    if name == "rawValue", case .enumCase(let enumCase, _) = content,
      let raw = rawValue(of: enumCase, in: type)
    {
      return .value(.integer(raw))
    }
    if case .object(let object) = content {
      if let type, let member = program.member(of: type, named: name) {
        if !member.isStored { return .computed(base: base, member: name) }
      }
      return .memory(Pointer(object).member(name))
    }
    if let type, let entry = program.type(named: type, from: activation.function.owner),
      entry.keyword != .extension || program.member(of: type, named: name) != nil
    {
      if let member = program.member(of: type, named: name) {
        if !member.isStored || base.isComputed { return .computed(base: base, member: name) }
      } else if !isTupleIndex(name), Library.isProperty(name, of: type, content) {
        return .computed(base: base, member: name)
      }
    } else if Library.isProperty(name, of: type, content) {
      return Library.place(of: name, content, base, self, state)
        ?? .computed(base: base, member: name)
    }
    switch base {
    case .memory(let pointer): return .memory(pointer.member(name))
    case .register(let address, _):
      // A member of a register block behind a plain pointer.
      return .register(address: registerMember(name, of: address, type), width: 32)
    case .value(let value): return .value(memberValue(name, of: value))
    case .computed, .computedGlobal, .subscripted, .nowhere:
      return .value(memberValue(name, of: content))
    }
  }

  /// The number that an enum's declaration gives a case; nil where it is not known which enum it is of.
  private func rawValue(of enumCase: String, in type: String?) -> Int64? {
    if let type {
      guard program.member(of: type, named: "rawValue") == nil else { return nil }
      return program.type(named: type)?.cases[enumCase]?.rawValue
    }
    let found = Set(program.types.values.compactMap { $0.cases[enumCase]?.rawValue })
    return found.count == 1 ? found.first : nil
  }

  /// The address of a register within a block whose layout a C or Swift struct gives.
  private func registerMember(_ name: String, of address: Value, _ type: String?) -> Value {
    guard let base = address.integerValue else { return .unknown }
    // A block within a block may begin where that one does.
    let types = [type].compactMap { $0 } + innerBlocks[base, default: []].map(\.name)
    let entries = types.compactMap { program.type(named: $0) }
    guard let entry = entries.first(where: { $0.members[name] != nil }) ?? entries.first else {
      return symbol(.binary(".\(name)", address, .integer(0)))
    }
    let member = base &+ Int64(offset(of: name, in: entry) ?? 0)
    if let inner = entry.members[name]?.type,
      program.type(named: inner.name)?.stored.isEmpty == false,
      !innerBlocks[member, default: []].contains(inner)
    {
      innerBlocks[member, default: []].append(inner)
    }
    return .integer(member)
  }

  func memberValue(_ name: String, of value: Value) -> Value {
    switch value {
    case .aggregate(_, let members):
      return members[name] ?? (members[Value.zeroed] != nil ? .integer(0) : .unknown)
    case .symbol: return symbol(.payload(value, name, 0))
    case .unknown, .integer, .constant, .null, .pointer, .buffer, .register, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return .unknown
    }
  }

  private func isTupleIndex(_ name: String) -> Bool { name.utf8.allSatisfy { 48...57 ~= $0 } }

  /// The pointer moved by an index that is known by its bounds only: it is somewhere between two offsets.
  func swept(_ pointer: Pointer, by index: Value, _ stride: Int64, _ state: State)
    -> Pointer
  {
    if let number = index.integerValue { return pointer.moved(by: number &* stride) }
    var result = pointer.moved(by: nil)
    if let offset = pointer.offset, case .symbol(let id) = index {
      result.floor = Pointer.Floor(
        elements: state.facts[id]?.least ?? index, start: offset, stride: stride)
    }
    let start = pointer.offset.map { $0...$0 } ?? pointer.sweep
    if let start, let high = bounds(index, state).1, 0..<1 << 32 ~= high, stride < 1 << 20 {
      reach(pointer.region, to: start.upperBound &+ (high &+ 1) &* stride)
    }
    guard let start, case (let low?, let high?) = bounds(index, state), low <= high,
      high < 1 << 40, low > -1 << 40, start.lowerBound > -1 << 48, start.upperBound < 1 << 48,
      stride < 1 << 20
    else { return result }
    result.sweep = start.moved(by: low &* stride...high &* stride)
    result.isScattered = pointer.offset == nil && pointer.isScattered || isPart(index)
    return result
  }

  /// An element of what a place holds.
  func element(
    of base: Place, _ arguments: [Value], _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Place {
    let content = resolved(peek(base, state), state)
    let index = arguments.first ?? .unknown
    if let register = registerElement(index, of: content, state) { return .value(register) }
    note(
      index: index, into: unsliced(content), site, &state,
      isTrapping: isTrapping(content, base, state))
    if let place = listedPlace(resolved(index, state), of: content, base, state) { return place }
    switch content {
    case .pointer(let pointer), .buffer(let pointer, _):
      if index == .constant("...") { return .value(content) }
      if case .range(let low, let high, let isClosed) = index {
        let first = Value.integer(Int64(pointer.firstIndex))
        let low = low == .null ? first : low
        var end = high
        if high == .null, case .buffer(_, let count) = content {
          end = pointer.firstIndex == 0 ? count : binary("+", count, first, state)
        }
        let start = low.integerValue.map { $0 &* Int64(pointer.stride ?? 1) }
        var count = binary("-", end, low, state)
        if isClosed, high != .null { count = binary("+", count, .integer(1), state) }
        return .value(
          .buffer(pointer.unsliced.sliced(at: low, inBytes: start), count: count))
      }
      if case .type = index { return .memory(pointer.moved(by: nil)) }
      let stride = Int64(pointer.stride ?? 1)
      return pointee(
        of: .pointer(swept(pointer.unsliced, by: index, stride, state)), offset: 0,
        width: UInt32(truncatingIfNeeded: stride), state)
    case .array(let storage):
      if let any = anyElement(of: storage, state) {
        return .value(element(any, at: resolved(index, state), &state))
      }
      var pointer = Pointer(storage)
      pointer.stride = elementSize(self[storage].type)
      let bytes = index.integerValue.map { $0 &* Int64(pointer.stride ?? 1) }
      return .memory(pointer.moved(by: bytes))
    case .unknown, .symbol, .aggregate:
      if let entry = entry(resolved(index, state), of: content, base, state) {
        return .value(entry)
      }
    case .integer, .constant, .null, .register, .enumCase, .object, .closure, .function, .type,
      .range:
      break
    }
    if let type = subscriptOwner(base, content, state), let entry = program.type(named: type),
      entry.methods["subscript"] != nil || entry.members["subscript"] != nil
    {
      return .subscripted(base: base, arguments: arguments)
    }
    if case .memory(let pointer) = base {
      // An element of a tuple-like or inline array value.
      let stride = self.type(of: pointer, state).flatMap(elementSize)
      var moved = pointer.moved(
        by: index.integerValue.flatMap { i in stride.map { i &* Int64($0) } })
      moved.stride = stride
      return .memory(moved)
    }
    if case .value = base, case .symbol = content {
      // One value has one thing at an index.
      return .value(symbol(.binary("[]", content, resolved(index, state))))
    }
    return .nowhere
  }

  /// Whether an index into this is checked at run time.
  private func isTrapping(_ content: Value, _ base: Place, _ state: State) -> Bool {
    switch content {
    case .pointer: false
    case .buffer(let pointer, _):
      pointer.isChecked || typeName(of: base, content, state)?.hasPrefix("Unsafe") != true
    case .array, .aggregate, .unknown, .symbol, .integer, .constant, .null, .register, .enumCase,
      .object, .closure, .function, .type, .range:
      true
    }
  }

  // MARK: Memory without events

  /// What a place holds, as far as is known.
  func peek(_ place: Place, _ state: State) -> Value {
    switch place {
    case .memory(let pointer): return peek(pointer, state)
    case .value(let value): return value
    case .computed(let base, let member):
      return Library.property(member, of: peek(base, state), base, self, state) ?? .unknown
    case .register, .computedGlobal, .subscripted, .nowhere: return .unknown
    }
  }

  func peek(_ pointer: Pointer, _ state: State) -> Value {
    guard pointer.offset == 0 || pointer.region.path.isEmpty == false else {
      return cell(pointer, state)
    }
    guard var value = state.memory[pointer.region.storage] else {
      return initial(pointer.region, state)
    }
    for (depth, name) in pointer.region.path.enumerated() {
      switch value {
      case .aggregate(_, let members):
        guard let member = members[name] else {
          if members[Value.zeroed] != nil {
            return depth == pointer.region.path.count - 1
              ? .integer(0) : .aggregate(nil, [Value.zeroed: .yes])
          }
          return initial(
            Region(
              storage: pointer.region.storage, path: Array(pointer.region.path[...depth])),
            state)
        }
        value = member
      case .symbol: value = symbol(.payload(value, name, 0))
      case .unknown, .integer, .constant, .null, .pointer, .buffer, .register, .enumCase, .object,
        .array, .closure, .function, .type, .range:
        return .unknown
      }
    }
    guard pointer.offset == 0 else { return .unknown }
    if case .aggregate(_, let members) = value, let first = members["@0"] { return first }
    return value
  }

  /// What a region held before anything was seen to be stored in it.
  private func initial(_ region: Region, _ state: State) -> Value {
    let value = symbol(.initial(region))
    let pointer = Pointer(region.storage, path: region.path)
    guard let type = type(of: pointer, state) else { return value }
    if Interpreter.hasElements(type) {
      return .array(elementsStorage(of: value, name(of: pointer), type))
    }
    return outside(value, type)
  }

  static func hasElements(_ type: FlowType) -> Bool {
    ["Array", "ArraySlice", "ContiguousArray", "String"].contains(type.name)
  }

  func poke(_ value: Value, at pointer: Pointer, _ state: inout State) {
    let storage = pointer.region.storage
    if isCell(value, pointer, state) {
      pokeCell(value, at: pointer, &state)
      return remember(storage, state)
    }
    guard pointer.offset == 0 else { return }
    state.memory[storage] = replaced(
      state.memory[storage], pointer.region.path[...], value)
    remember(storage, state)
  }

  /// Notes what handlers may find in a storage that outlives its function.
  private func remember(_ storage: StorageID, _ state: State) {
    switch self[storage].kind {
    case .global, .heap, .object:
      let old = everStored[storage]
      let new = state.memory[storage] ?? .unknown
      everStored[storage] = old.map { mixed($0, new) } ?? new
    case .local, .stackCopy, .elements, .literal, .pointee, .absolute: break
    }
  }

  func replaced(_ old: Value?, _ path: ArraySlice<String>, _ value: Value) -> Value {
    guard let first = path.first else { return value }
    if case .aggregate(let type, var members) = old {
      // What is zero stays zero around the member that is set.
      let inner =
        members[first]
        ?? (members[Value.zeroed] != nil ? .aggregate(nil, [Value.zeroed: .yes]) : nil)
      members[first] = replaced(inner, path.dropFirst(), value)
      return .aggregate(type, members)
    }
    return .aggregate(nil, [first: replaced(nil, path.dropFirst(), value)])
  }

  /// What two stores at different times leave for somebody who may look at any time.
  private func mixed(_ a: Value, _ b: Value) -> Value {
    if a == b { return a }
    if case .aggregate(let type, let x) = a, case .aggregate(_, let y) = b {
      return .aggregate(type, x.merging(y) { mixed($0, $1) })
    }
    if a == .null { return b }
    if b == .null { return a }
    return .unknown
  }

  // MARK: Life of locals

  func enter(_ local: LocalID, _ activation: Activation, _ state: inout State) {
    guard activation.aliases[local] == nil,
      !activation.function.locals[Int(local.index)].isStatic
    else { return }
    let id = storage(of: local, activation)
    renew(id, &state)
    state.escaped.remove(id)
    if state.freed[id] != nil { state.freed[id] = nil }
    if activation.function.selfLocal == local, activation.function.kind == .initializer {
      let owner = activation.function.owner ?? ""
      let site =
        frames[Int(activation.frame.index)].call ?? activation.site(activation.function.range)
      state.memory[id] = fresh(owner, site, activation, &state)
    }
  }

  /// A new value of a type before its members are set: for a class, a new object.
  func fresh(_ type: String, _ site: Site, _ activation: Activation, _ state: inout State) -> Value
  {
    guard let entry = program.type(named: type), entry.isReference else {
      return .aggregate(FlowType(type), [:])
    }
    let frame = frames[Int(activation.frame.index)].parent ?? activation.frame
    func instance(_ role: String) -> StorageID {
      storage(.made(site, frame, role)) {
        Storage(kind: .object, name: "", type: FlowType(entry.name), site: site)
      }
    }
    var object = instance("object")
    if program.hasOwners, isVariables(object, state) { object = instance("object by turns") }
    if !state.transfers.isEmpty { loseInstance(object, activation, &state) }
    renew(object, &state)
    // The instance that an earlier round made here may have ended.
    state.freed[object] = nil
    state.shared.remove(object)
    state.memory[object] = .aggregate(FlowType(entry.name), [:])
    return .object(object)
  }

  /// Whether a variable holds the instance that was made here before, and it is no element of an array:
  /// the next one takes its place, and there are two for a while.
  private func isVariables(_ object: StorageID, _ state: State) -> Bool {
    guard state.memory[object] != nil, state.freed[object] == nil else { return false }
    var isHeld = false
    for (id, value) in state.memory where id != object {
      if value == .object(object), self[id].kind == .local || self[id].kind == .global {
        isHeld = true
      } else if self[id].kind == .elements, Self.mentions(value, object) {
        return false
      }
    }
    return isHeld
  }

  /// An instance that is made while something still holds the one that was made here before: which of
  /// them is meant later on is not known, nor what becomes of transfers over the memory of the older.
  private func loseInstance(
    _ object: StorageID, _ activation: Activation, _ state: inout State
  ) {
    guard case .aggregate(_, let members)? = state.memory[object] else { return }
    let owned = Set(members.values.compactMap { $0.pointer?.region.storage })
    let lost = state.transfers.keys.filter { id in
      state.transfers[id]?.buffers.contains {
        owned.contains($0.pointer.region.storage)
      } == true
    }
    guard !lost.isEmpty,
      state.memory.contains(where: { $0.key != object && Self.mentions($0.value, object) })
    else { return }
    for id in lost.sorted() {
      makeUnsure(id, in: activation.running, &state)
      transfers[Int(id.index)].isLost = true
    }
  }

  private static func mentions(_ value: Value, _ object: StorageID) -> Bool {
    switch value {
    case .object(object): true
    case .aggregate(_, let members): members.values.contains { mentions($0, object) }
    case .enumCase(_, let payload): payload.contains { mentions($0, object) }
    default: false
    }
  }

  func leave(_ local: LocalID, _ site: Site, _ activation: Activation, _ state: State) -> [State] {
    guard activation.aliases[local] == nil,
      !activation.function.locals[Int(local.index)].isStatic
    else { return [state] }
    var states = [state]
    let id = storage(of: local, activation)
    if let content = state.memory[id], program.hasOwners || !state.transfers.isEmpty {
      implicitReleases.insert(site)
      let isSelf = activation.function.selfLocal.map { storage(of: $0, activation) == id } == true
      let isBorrowed = activation.function.locals[Int(local.index)].isBorrowed
      if !isSelf, !isBorrowed {
        states = finish(
          content, in: id, isLent: isLent(local, activation.function), site, state, activation)
      }
    }
    return states.map { state in
      var state = state
      storageEnds(id, site, activation, &state)
      state.memory[id] = nil
      if state.buffers.contains(where: { $0.key.storage == id }) {
        state.buffers = state.buffers.filter { $0.key.storage != id }
      }
      return state
    }
  }

  /// Whether a local is a parameter whose value the caller still has.
  private func isLent(_ local: LocalID, _ function: FlowFunction) -> Bool {
    let index = Int(local.index)
    return index < function.parameters.count && function.parameters[index].convention == .value
  }

  /// A local ends with what it holds: values are dropped in their place, references after it.
  private func finish(
    _ content: Value, in id: StorageID, isLent: Bool, _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [State] {
    switch content {
    case .object, .array:
      var state = state
      state.memory[id] = nil
      return drop(content, at: .value(content), site, state, activation)
    case .aggregate, .enumCase:
      return drop(content, at: .memory(Pointer(id)), site, state, activation, isLent: isLent)
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .closure,
      .function, .type, .range:
      return [state]
    }
  }

  /// A value leaves the place where a transfer may be using it.
  func moves(
    _ pointer: Pointer, _ how: String, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    guard isTransferring(pointer.region.storage, state) else { return }
    show(.moved(pointer.region, how: how), site, &state, activation)
  }
}

extension Site {
  /// For storages that stand nowhere in the source.
  static let nowhere = Site(
    range: SourceRange(
      file: FileID(.max), start: Position(line: 1, column: 1), end: Position(line: 1, column: 1)),
    function: FunctionID(.max))
}
