/// Calls: who is called, in which context, and what comes back.
extension Interpreter {
  /// An argument as the callee gets it.
  struct Passed {
    var label: String?
    var value: Value
    /// Where the value is stored, for `&x` and for plain variables.
    var place: Place?
    /// `&x`, or a conversion that makes a pointer for this call.
    var isAddress = false
    var isTrailing = false
    var range: SourceRange?

    static func value(_ value: Value) -> Passed { Passed(label: nil, value: value) }
  }

  func perform(_ call: Call, site: Site, _ state: State, _ activation: Activation) -> [Outcome] {
    let arguments = call.arguments.map { argument in
      let item = state.values[argument.value] ?? .none
      var passed = Passed(
        label: argument.label, value: value(argument.value, state), isTrailing: argument.isTrailing,
        range: argument.range)
      if argument.passing == .address, case .place(let place) = item {
        passed.place = place
        passed.isAddress = true
      } else if let place = argument.place {
        passed.place = self.place(place, state)
      }
      return passed
    }
    var state = state
    if let name = Interpreter.calledName(call.callee) {
      var receiver: Place?
      if case .method(let base, _) = call.callee { receiver = place(base, state) }
      noteMappings(name, arguments, receiver, site, &state)
    }
    switch call.callee {
    case .name(let name):
      return perform(name: name, call, arguments, site, state, activation)
    case .initializer(let type):
      return construct(type, call, arguments, site, state, activation)
    case .method(let base, let name):
      let receiver = place(base, state)
      return perform(method: name, receiver, call, arguments, site, state, activation)
    case .staticMethod(let type, let name):
      return perform(static: name, type, call, arguments, site, state, activation)
    case .implicitMember(let name, let type):
      let expected = type ?? call.expected
      if name == "init", let expected {
        return construct(expected, call, arguments, site, state, activation)
      }
      if let expected {
        return perform(static: name, expected, call, arguments, site, state, activation)
      }
      return [
        Outcome(
          kind: .returned, value: .enumCase(name: name, payload: arguments.map(\.value)),
          state: state)
      ]
    case .superMethod(let name):
      guard let owner = activation.function.owner, let entry = program.type(named: owner),
        let parent = entry.inherited.first(where: { program.type(named: $0)?.keyword == .class }),
        let receiver = activation.function.selfLocal.map({ place(of: $0, activation) }),
        let target = choose(program.methods(of: parent, named: name), arguments)
      else { return [Outcome(kind: .returned, value: .unknown, state: state)] }
      return invoke(
        target, arguments: arguments, receiver: receiver, site: site, state, activation)
    case .value(let callee):
      return apply(value(callee, state), arguments, site, state, activation)
    }
  }

  private static func calledName(_ callee: Call.Callee) -> String? {
    switch callee {
    case .name(let name), .method(_, let name), .staticMethod(_, let name),
      .implicitMember(let name, _), .superMethod(let name):
      name
    case .initializer, .value: nil
    }
  }

  // MARK: Free functions

  private func perform(
    name: String, _ call: Call, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    let candidates = program.functionsByName[name] ?? []
    let bodies = candidates.filter { program.function($0).hasBody }
    if name == "async let", let body = arguments.last, case .closure = body.value {
      let variable = activation.plan.children.first { $0.call == site.range }?.local
      return spawn(
        body.value, ChildTask(frame: activation.frame, variable: variable), site, state, activation)
    }
    if let model = knowledge.model(of: name), !model.yieldsToBody || bodies.isEmpty {
      // A C struct may have a function's name; only its members have labels.
      if candidates.allSatisfy({ program.function($0).kind == .c }), !arguments.isEmpty,
        arguments.allSatisfy({ $0.label.map { !model.parameters.contains($0) } ?? false })
      {
        return construct(FlowType(name), call, arguments, site, state, activation)
      }
      return perform(model: model, name, call, arguments, nil, site, state, activation)
    }
    if let target = choose(bodies, arguments) {
      return self.call(free: target, arguments, site, state, activation)
    }
    // A declaration whose body has another name (`@_silgen_name`, `@_extern`).
    for id in candidates {
      for attribute in program.function(id).attributes
      where ["silgen", "extern", "c"].contains(attribute.name) {
        guard let link = attribute.argument else { continue }
        if let model = knowledge.model(of: link),
          !model.yieldsToBody || program.functionsByLinkName[link] == nil
        {
          return perform(model: model, link, call, arguments, nil, site, state, activation)
        }
        if let target = program.functionsByLinkName[link], program.function(target).hasBody {
          return self.call(free: target, arguments, site, state, activation)
        }
      }
    }
    if let target = program.functionsByLinkName[name], program.function(target).hasBody {
      return self.call(free: target, arguments, site, state, activation)
    }
    if let outcomes = Library.function(
      name, call, arguments, site, state, activation, self)
    {
      return outcomes
    }
    if program.type(named: name, from: activation.function.owner) != nil {
      return construct(FlowType(name), call, arguments, site, state, activation)
    }
    if candidates.isEmpty, let value = memberwise(name, arguments) {
      return [Outcome(kind: .returned, value: value, state: state)]
    }
    return opaque(name, call, arguments, site, state, activation)
  }

  /// A structure whose declaration is not in the inputs: C's functions have no labels, so that a type's
  /// name with labels is the initialiser of its members.
  private func memberwise(_ name: String, _ arguments: [Passed]) -> Value? {
    guard !arguments.isEmpty, name.hasSuffix("_t") || name.hasSuffix("TypeDef") else { return nil }
    var members: [String: Value] = [:]
    for argument in arguments {
      guard let label = argument.label, members.updateValue(argument.value, forKey: label) == nil
      else { return nil }
    }
    return .aggregate(FlowType(name), members)
  }

  /// Calls a free function of the inputs. The optimiser does not see into C files from elsewhere: for
  /// it, such a call may read and write all memory that has escaped.
  private func call(
    free target: FunctionID, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    let function = program.function(target)
    guard function.kind == .c, !function.isStatic, !isInline(function),
      function.range.file != site.range.file
    else {
      // Dumps call methods by their symbols, with `self` last.
      if function.selfLocal != nil, let last = arguments.last, last.label == "self" {
        return invoke(
          target, arguments: arguments.dropLast(),
          receiver: last.isAddress ? last.place : .value(last.value), site: site, state, activation)
      }
      return invoke(target, arguments: arguments, receiver: nil, site: site, state, activation)
    }
    var state = state
    for argument in arguments {
      if argument.isAddress, case .memory(let pointer)? = argument.place {
        state.escaped.insert(pointer.region.storage)
      }
      escape(argument.value, &state)
    }
    enterUnseenBody(&state)
    var outcomes = invoke(
      target, arguments: arguments, receiver: nil, site: site, state, activation)
    for index in outcomes.indices { enterUnseenBody(&outcomes[index].state) }
    return outcomes
  }

  /// The overload that labels and number of arguments ask for.
  func choose(_ candidates: [FunctionID], _ arguments: [Passed]) -> FunctionID? {
    guard candidates.count > 1 else { return candidates.first }
    var best: (score: Int, id: FunctionID)?
    for id in candidates {
      let parameters = program.function(id).parameters
      var score = 0
      var position = 0
      var isMatch = true
      for argument in arguments {
        // Skips parameters with defaults until the label fits.
        while position < parameters.count, !argument.isTrailing,
          parameters[position].label != argument.label, parameters[position].defaultValue != nil
        {
          position += 1
        }
        guard position < parameters.count else {
          isMatch = parameters.last?.isVariadic == true
          break
        }
        if parameters[position].label == argument.label {
          score += 4
        } else if argument.isTrailing {
          score += 1
        } else {
          isMatch = false
          break
        }
        if let type = parameters[position].type?.name, agrees(type, argument.value) { score += 2 }
        if !parameters[position].isVariadic { position += 1 }
      }
      if isMatch,
        parameters[min(position, parameters.count)...].contains(where: { $0.defaultValue == nil })
      {
        isMatch = arguments.contains { $0.isTrailing }
      }
      if !isMatch { score -= 100 }
      if best == nil || score > best!.score { best = (score, id) }
    }
    return best?.id
  }

  private func agrees(_ type: String, _ value: Value) -> Bool {
    switch value {
    case .pointer: type.hasSuffix("Pointer") && !type.hasSuffix("BufferPointer")
    case .buffer: type.hasSuffix("BufferPointer") || type.hasSuffix("Span")
    case .object(let object): self[object].type?.name == type
    case .aggregate(let name?, _): name.name == type
    case .array: type == "Array" || type == "StaticString" || type == "String"
    case .integer: type.hasPrefix("UInt") || type.hasPrefix("Int") || type == "Bool"
    case .unknown, .symbol, .constant, .null, .register, .aggregate, .enumCase, .closure,
      .function, .type, .range:
      false
    }
  }

  // MARK: Methods

  func perform(
    method name: String, _ receiver: Place, _ call: Call, _ arguments: [Passed], _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [Outcome] {
    let content = peek(receiver, state)
    var state = state
    var base = receiver
    var held = content
    // A computed property in the middle of a chain is evaluated first.
    switch receiver {
    case .computed, .computedGlobal, .subscripted:
      if let loaded = load(receiver, .plain, site, state, activation).first {
        state = loaded.state
        held = loaded.value
        base = .value(loaded.value)
      }
    case .memory, .register, .value, .nowhere: break
    }
    // The rest of an optional chain does not happen.
    if held == .null { return [Outcome(kind: .returned, value: .null, state: state)] }
    let type = typeName(of: receiver, held, state)
    if case .type(let named) = held {
      return perform(static: name, named, call, arguments, site, state, activation)
    }
    if let type {
      let spelled = type + "." + name + labels(arguments)
      let methods = program.methods(of: type, named: name)
      if let model = knowledge.model(of: spelled), !model.yieldsToBody || methods.isEmpty {
        return perform(model: model, spelled, call, arguments, base, site, state, activation)
      }
      if let target = choose(methods, arguments) {
        return invoke(
          target, arguments: arguments, receiver: base, site: site, state, activation)
      }
      // A closure in a stored property.
      if program.member(of: type, named: name) != nil {
        let callee = peek(member(name, of: base, state, activation), state)
        return apply(callee, arguments, site, state, activation)
      }
    }
    if let outcomes = Library.method(
      name, held, base, call, arguments, site, state, activation, self)
    {
      return outcomes
    }
    let conformers = implementations(of: type, name, activation)
    if !conformers.isEmpty {
      return conformers.prefix(4).flatMap { target in
        invoke(target, arguments: arguments, receiver: base, site: site, state, activation)
      }
    }
    return opaque(name, call, arguments, site, state, activation, receiver: base)
  }

  /// What a protocol's or generic parameter's method may be, of the inputs' types.
  private func implementations(of type: String?, _ name: String, _ activation: Activation)
    -> [FunctionID]
  {
    guard let type else { return [] }
    var protocols: [String] = []
    if let entry = program.type(named: type), entry.keyword == .protocol {
      protocols = [entry.name]
    } else if let generic = activation.function.genericParameters.first(where: { $0.name == type })
    {
      protocols = generic.constraints
    } else if let owner = activation.function.owner,
      let generic = program.type(named: owner)?.genericParameters.first(where: { $0.name == type })
    {
      protocols = generic.constraints
    }
    var found: [FunctionID] = []
    for proto in protocols {
      for conformer in program.conformers(to: proto) {
        found += program.methods(of: conformer, named: name).prefix(1)
      }
    }
    return found
  }

  func labels(_ arguments: [Passed]) -> String {
    "(" + arguments.map { ($0.label ?? "_") + ":" }.joined() + ")"
  }

  // MARK: Static members and initialisers

  private func perform(
    static name: String, _ type: FlowType, _ call: Call, _ arguments: [Passed], _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [Outcome] {
    let type = bound(type, activation, state)
    if name == "init" { return construct(type, call, arguments, site, state, activation) }
    let spelled = type.name + "." + name + labels(arguments)
    if let model = knowledge.model(of: spelled) {
      return perform(model: model, spelled, call, arguments, nil, site, state, activation)
    }
    if let entry = program.type(named: type.name, from: activation.function.owner) {
      if entry.cases[name] != nil {
        return [
          Outcome(
            kind: .returned, value: .enumCase(name: name, payload: arguments.map(\.value)),
            state: state)
        ]
      }
      let concrete = witness(entry.name, activation, state) ?? entry.name
      if let target = choose(program.methods(of: concrete, named: name), arguments) {
        return invoke(
          target, arguments: arguments, receiver: nil, site: site, state, activation,
          metatype: concrete == entry.name ? type : FlowType(concrete))
      }
    } else if let concrete = witness(type.name, activation, state),
      let target = choose(program.methods(of: concrete, named: name), arguments)
    {
      return invoke(
        target, arguments: arguments, receiver: nil, site: site, state, activation,
        metatype: FlowType(concrete))
    }
    if let outcomes = Library.staticMethod(
      name, type, call, arguments, site, state, activation, self)
    {
      return outcomes
    }
    return opaque(name, call, arguments, site, state, activation)
  }

  /// A value of a type is made.
  func construct(
    _ type: FlowType, _ call: Call, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    let type = bound(type, activation, state)
    var outcomes = make(type, call, arguments, site, state, activation)
    if !type.arguments.isEmpty { specialise(&outcomes, type) }
    for outcome in outcomes where outcome.kind == .returned {
      notePool(outcome.value, type.name, site, outcome.state)
    }
    return outcomes
  }

  private func make(
    _ type: FlowType, _ call: Call, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation
  ) -> [Outcome] {
    guard let entry = program.type(named: type.name, from: activation.function.owner) else {
      if let outcomes = Library.initializer(
        type, call, arguments, site, state, activation, self)
      {
        return outcomes
      }
      return opaque(type.name, call, arguments, site, state, activation)
    }
    if entry.keyword == .extension {
      // A library type that the program extends: its own initialisers by their labels only.
      let own = initializers(of: entry).filter { labels(of: $0) == arguments.map(\.label) }
      if own.isEmpty {
        return Library.initializer(type, call, arguments, site, state, activation, self)
          ?? opaque(type.name, call, arguments, site, state, activation)
      }
    }
    if let target = choose(initializers(of: entry), arguments) {
      return invoke(
        target, arguments: arguments, receiver: nil, site: site, state, activation,
        metatype: type.arguments.isEmpty ? nil : type)
    }
    if let address = arguments.first(where: { $0.label == "unsafeAddress" }) {
      return [
        Outcome(
          kind: .returned, value: registerValue(FlowType(entry.name), at: address.value),
          state: state)
      ]
    }
    if entry.isReference,
      let inherited = choose(
        program.methods(of: entry.name, named: "init").filter { program.function($0).hasBody },
        arguments)
    {
      return inheriting(inherited, entry, arguments, site, state, activation)
    }
    // C structs and types whose initialiser is not written: member by member.
    var state = state
    let value = fresh(entry.name, site, activation, &state)
    var members: [String: Value] = [:]
    let trailing = memberOfTrailingClosure(entry, arguments)
    for member in program.storedMembers(of: entry) {
      if let argument = arguments.first(where: { argument in
        argument.label.map { $0 == member.name }
          ?? (argument.isTrailing && trailing == member.name)
      }) {
        members[member.name] = argument.value
        named(argument.value, "self." + member.name)
      } else if let initializer = member.initializer {
        let outcomes = invoke(
          initializer, arguments: [], receiver: nil, site: site, state, activation,
          metatype: type.arguments.isEmpty ? nil : type)
        if let outcome = outcomes.first(where: { $0.kind == .returned }) {
          state = outcome.state
          members[member.name] = outcome.value
          named(outcome.value, "self." + member.name)
        }
      } else if arguments.isEmpty, entry.keyword == .struct {
        members[member.name] = isScalar(member.type) ? .integer(0) : .null
      }
    }
    if case .object(let object) = value {
      state.memory[object] = .aggregate(FlowType(entry.name), members)
      return [Outcome(kind: .returned, value: value, state: state)]
    }
    return [
      Outcome(kind: .returned, value: .aggregate(FlowType(entry.name), members), state: state)
    ]
  }

  /// The member that a trailing closure without a label is for: the first that holds a function, or else
  /// the last that no argument names.
  private func memberOfTrailingClosure(_ entry: Program.TypeEntry, _ arguments: [Passed]) -> String?
  {
    guard arguments.contains(where: { $0.isTrailing && $0.label == nil }) else { return nil }
    let free = program.storedMembers(of: entry).filter { member in
      !arguments.contains { $0.label == member.name }
    }
    return (free.first { $0.type?.unwrapped.name == "Function" } ?? free.last)?.name
  }

  /// An instance of a class that has no initialiser of its own.
  private func inheriting(
    _ initializer: FunctionID, _ entry: Program.TypeEntry, _ arguments: [Passed], _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [Outcome] {
    var state = state
    let value = fresh(entry.name, site, activation, &state)
    guard case .object(let object) = value else { return [] }
    for member in program.storedMembers(of: entry) {
      guard let initial = member.initializer else { continue }
      let outcomes = invoke(initial, arguments: [], receiver: nil, site: site, state, activation)
      if let outcome = outcomes.first(where: { $0.kind == .returned }) {
        state = outcome.state
        poke(outcome.value, at: Pointer(object).member(member.name), &state)
        named(outcome.value, "self." + member.name)
      }
    }
    return invoke(
      initializer, arguments: arguments, receiver: .value(value), site: site, state, activation
    ).map { outcome in
      var outcome = outcome
      if outcome.kind == .returned, outcome.value != .null { outcome.value = value }
      return outcome
    }
  }

  private func labels(of function: FunctionID) -> [String?] {
    program.function(function).parameters.map(\.label)
  }

  private func initializers(of entry: Program.TypeEntry) -> [FunctionID] {
    (entry.methods["init"] ?? []).filter { program.function($0).hasBody }
  }

  private func isScalar(_ type: FlowType?) -> Bool {
    guard let name = type?.name else { return false }
    return name.hasPrefix("UInt") || name.hasPrefix("Int") || name == "Bool"
  }

  // MARK: Closures

  /// Calls a closure or function value.
  func apply(
    _ callee: Value, _ arguments: [Passed], _ site: Site, _ state: State, _ activation: Activation
  ) -> [Outcome] {
    switch callee {
    case .closure(let id, let environment):
      return invoke(
        id, arguments: arguments, receiver: nil, site: site, state, activation,
        environment: environment)
    case .function(let base, let type, let name):
      var call = Call(.name(name), [])
      call.isTry = false
      if let type { return perform(static: name, type, call, arguments, site, state, activation) }
      if let base {
        return perform(method: name, base, call, arguments, site, state, activation)
      }
      return perform(name: name, call, arguments, site, state, activation)
    case .type(let type):
      return construct(type, Call(.initializer(type)), arguments, site, state, activation)
    case .unknown, .symbol, .integer, .constant, .null, .pointer, .buffer, .register, .aggregate,
      .enumCase, .object, .array, .range:
      var state = state
      if mayEndTransfers {
        // It may be one of the program's own that waits for what is in flight.
        for id in state.transfers.keys.sorted() where state.transfers[id]?.phase == .inFlight {
          state.transfers[id]?.phase = .maybeComplete
          transfers[Int(id.index)].isCompletedSomewhere = true
          transfers[Int(id.index)].isLost = true
        }
      }
      return opaque(
        "closure", Call(.name("closure")), arguments, site, state, activation)
    }
  }

  // MARK: Bodies

  /// Runs a function of the inputs in the context of this call.
  func invoke(
    _ id: FunctionID, arguments: [Passed], receiver: Place?, site: Site, _ state: State,
    _ activation: Activation, environment: [LocalID: Place] = [:], metatype: FlowType? = nil
  ) -> [Outcome] {
    let function = program.function(id)
    guard function.hasBody, budget > 0, !isRecursive(id, arguments, in: activation.frame),
      frames[Int(activation.frame.index)].depth < Interpreter.depthLimit,
      isWorthFollowing(id, arguments, state)
    else {
      return unfollowed(id, function, arguments, receiver, site, state, activation)
    }
    var state = state
    var receiver = receiver
    let saved = state.values
    var inner = Activation(
      id: id, frame: frame(id, parent: activation.running, call: site),
      plan: plan(id), aliases: environment)
    inner.metatype = metatype ?? (function.kind == .closure ? activation.metatype : nil)
    if isPrimitive(id) { inner.origin = (site, activation.home) }
    if let receiver { noteEarlyAllocation(id, receiver, site, state, activation) }
    if function.isConsuming, case .value(let value)? = receiver, let local = function.selfLocal {
      // A value without a place moves into the function.
      let own = storage(of: local, inner)
      renew(own, &state)
      state.memory[own] = value
      receiver = .memory(Pointer(own))
    }
    if let receiver, let local = function.selfLocal { inner.aliases[local] = receiver }
    if receiver == nil, let local = function.selfLocal, function.kind != .initializer,
      inner.aliases[local] == nil
    {
      inner.aliases[local] = .value(.type(FlowType(function.owner ?? "")))
    }
    bind(arguments, to: &inner, site, &state, activation)
    let conversions = convert(arguments, for: function, site, activation)
    let outer = (position, heldByCallers)
    heldByCallers = holding(saved, receiver, activation)
    var outcomes = execute(inner, state)
    (position, heldByCallers) = outer
    if !checkedCalls.isEmpty { notePassedOn(by: function, id, site) }
    if function.kind == .initializer, let local = function.selfLocal {
      // What was made is the result; the initialiser's own variable is over.
      let own = storage(of: local, inner)
      for index in outcomes.indices { outcomes[index].state.memory[own] = nil }
    }
    if function.isConsuming, case .memory(let pointer)? = receiver {
      outcomes = outcomes.flatMap { outcome in
        consumed(pointer, by: inner, outcome, site, activation)
      }
    }
    if let receiver, let owner = function.owner, function.kind == .method {
      for outcome in outcomes where outcome.kind == .returned {
        notePool(receiver: receiver, type: owner, given: arguments, id, site, outcome.state)
        noteGift(outcome.value, of: owner, id)
      }
    }
    for index in outcomes.indices {
      outcomes[index].state.values = saved
      for scope in conversions {
        pointerScopeEnds(scope, site, &outcomes[index].state, activation)
      }
    }
    return outcomes
  }

  /// Whether a call goes round: a function that runs its argument may be called again within it, as long
  /// as it is another closure.
  private func isRecursive(_ id: FunctionID, _ arguments: [Passed], in frame: FrameID) -> Bool {
    guard isRunning(id, in: frame) else { return false }
    let closures = arguments.compactMap { argument -> FunctionID? in
      if case .closure(let closure, _) = argument.value { closure } else { nil }
    }
    return closures.isEmpty || closures.contains { isRunning($0, in: frame) }
  }

  /// `consuming func` disposes of `self`: what it has neither discarded nor moved on ends with it.
  private func consumed(
    _ pointer: Pointer, by inner: Activation, _ outcome: Outcome, _ site: Site,
    _ activation: Activation
  ) -> [Outcome] {
    let content = peek(pointer, outcome.state)
    var states = [outcome.state]
    if content != .null, !inner.plan.discardsSelf {
      states = drop(content, at: .memory(pointer), site, outcome.state, activation)
    }
    return states.map { state in
      var next = outcome
      next.state = state
      poke(.null, at: pointer, &next.state)
      return next
    }
  }

  /// Whether running the function can show anything: what leads to no transfer and is not small is
  /// taken as a black box.
  private func isWorthFollowing(_ id: FunctionID, _ arguments: [Passed], _ state: State) -> Bool {
    if isSmall(id) || reachability.leadsToSetUp(id) { return true }
    if executions[id, default: 0] >= Interpreter.executionLimit { return false }
    if arguments.contains(where: { if case .closure = $0.value { true } else { false } }) {
      return true
    }
    switch reachability.level(of: id) {
    case .starting: return true
    case .effectful, .touching:
      return !state.transfers.isEmpty || state.buffers.values.contains(where: \.isOwed)
    case .inert: return false
    }
  }

  private func isSmall(_ id: FunctionID) -> Bool {
    if let known = smallFunctions[id] { return known }
    // What set-up code asks others for are the numbers that it writes.
    let limit = followsRounds ? 4 * Interpreter.smallCost : Interpreter.smallCost
    let isSmall = reachability.costs(id, atMost: limit)
    smallFunctions[id] = isSmall
    return isSmall
  }

  /// Puts arguments into parameters.
  private func bind(
    _ arguments: [Passed], to inner: inout Activation, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) {
    let function = inner.function
    var position = 0
    var given: Set<Int> = []
    for argument in arguments {
      while position < function.parameters.count, !argument.isTrailing,
        function.parameters[position].label != argument.label,
        function.parameters[position].defaultValue != nil
      {
        position += 1
      }
      if argument.isTrailing,
        let last = function.parameters.indices.last(where: { index in
          index >= position
            && (argument.label == nil || function.parameters[index].label == argument.label)
            && function.parameters[index].type?.name == "Function"
        })
      {
        position =
          argument.label == nil
          ? (function.parameters[position...].firstIndex { $0.type?.name == "Function" } ?? last)
          : last
      }
      guard position < function.parameters.count, position < function.locals.count else { break }
      let parameter = function.parameters[position]
      let local = LocalID(UInt32(position))
      given.insert(position)
      // A closure does not say that its parameter is `inout`; who calls it does.
      let isInout =
        parameter.convention == .place || (function.kind == .closure && argument.isAddress)
      if isInout, let place = argument.place {
        inner.aliases[local] = place
      } else {
        let storage = storage(of: local, inner)
        var value = argument.value
        if argument.isAddress || isConverted(argument, parameter), parameter.convention != .place {
          value = converted(argument, site, &state, activation)
        }
        if let stride = parameter.type.flatMap(elementSize), stride > 0 {
          value = restrided(value, stride)
        }
        renew(storage, &state)
        state.memory[storage] = value
        state.escaped.remove(storage)
        named(value, parameter.name)
        if parameter.convention == .consuming, case .memory(let pointer)? = argument.place {
          poke(.null, at: pointer, &state)
        }
      }
      if !parameter.isVariadic { position += 1 }
    }
    for (index, parameter) in function.parameters.enumerated().prefix(function.locals.count)
    where !given.contains(index) {
      let storage = storage(of: LocalID(UInt32(index)), inner)
      if let thunk = parameter.defaultValue, program.function(thunk).hasBody {
        let outcomes = invoke(
          thunk, arguments: [], receiver: nil, site: site, state, activation)
        if let outcome = outcomes.first(where: { $0.kind == .returned }) {
          state = outcome.state
          state.memory[storage] = outcome.value
          continue
        }
      }
      state.memory[storage] = .unknown
    }
  }

  /// Whether an array or string is passed where a pointer is taken.
  private func isConverted(_ argument: Passed, _ parameter: FlowFunction.Parameter) -> Bool {
    guard case .array = argument.value, let type = parameter.type?.name else { return false }
    return type.hasPrefix("Unsafe") && type.hasSuffix("Pointer")
  }

  /// A pointer made from `&x`, an array or a string for the extent of one call.
  func converted(
    _ argument: Passed, _ site: Site, _ state: inout State, _ activation: Activation
  ) -> Value {
    if argument.isAddress, let place = argument.place {
      switch place {
      case .memory(var pointer):
        let held = peek(pointer, state)
        if case .array(let elements) = held {
          // `&array`: the elements, for a pointer to elements.
          var inner = Pointer(elements)
          inner.stride = elementSize(self[elements].type)
          inner.validity = argumentScope(argument, site, activation)
          return .pointer(inner)
        }
        if !self[pointer.region.storage].isStable || self[pointer.region.storage].kind == .object {
          pointer.validity = argumentScope(argument, site, activation)
        }
        pointer.stride =
          pointer.stride
          ?? type(of: pointer, state).flatMap {
            elementSize($0) ?? size(of: $0).map { UInt32(truncatingIfNeeded: $0) }
          }
        return .pointer(pointer)
      case .value(let value): return value
      case .register(let address, _): return address
      case .computed(_, let member):
        return .pointer(computedCopy(member, argument, site, &state, activation))
      case .computedGlobal(let name, _):
        return .pointer(computedCopy(name, argument, site, &state, activation))
      case .subscripted, .nowhere: return .unknown
      }
    }
    if case .array(let elements) = argument.value {
      var pointer = Pointer(elements)
      pointer.stride = elementSize(self[elements].type)
      pointer.validity = argumentScope(argument, site, activation)
      return .pointer(pointer)
    }
    return argument.value
  }

  /// What is computed has no address: for the call, its value is put somewhere and written back.
  private func computedCopy(
    _ name: String, _ argument: Passed, _ site: Site, _ state: inout State,
    _ activation: Activation
  ) -> Pointer {
    let id = storage(.made(site, activation.running, "computed")) {
      Storage(kind: .stackCopy, name: name, type: nil, site: site)
    }
    renew(id, &state)
    var pointer = Pointer(id)
    pointer.validity = argumentScope(argument, site, activation)
    return pointer
  }

  func argumentScope(_ argument: Passed, _ site: Site, _ activation: Activation) -> ScopeID {
    var spelling = "a temporary value"
    switch argument.place {
    case .memory(let pointer)?: spelling = "'\(name(of: pointer))'"
    case .computed(_, let name)?, .computedGlobal(let name, _)?: spelling = "'\(name)'"
    case .register, .subscripted, .value, .nowhere, nil: break
    }
    return scope(
      PointerScope(kind: .argument(spelling: spelling), site: site, frame: activation.frame))
  }

  private func convert(
    _ arguments: [Passed], for function: FlowFunction, _ site: Site, _ activation: Activation
  ) -> [ScopeID] {
    arguments.enumerated().filter { index, argument in
      argument.isAddress
        || (index < function.parameters.count && isConverted(argument, function.parameters[index]))
    }.map { argumentScope($0.element, site, activation) }
  }

  func restrided(_ value: Value, _ stride: UInt32) -> Value {
    switch value {
    case .pointer(var pointer):
      pointer.stride = stride
      pointer.isNumber = false
      return .pointer(pointer)
    case .buffer(var pointer, let count):
      pointer.stride = stride
      return .buffer(pointer, count: count)
    case .unknown, .symbol, .integer, .constant, .null, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return value
    }
  }

  /// A body that is not run: recursion, depth or the budget stop here, or nothing in it concerns
  /// transfers. What it is given to write, it may have written.
  private func unfollowed(
    _ callee: FunctionID, _ function: FlowFunction, _ arguments: [Passed], _ receiver: Place?,
    _ site: Site,
    _ state: State, _ activation: Activation
  ) -> [Outcome] {
    var state = state
    if budget <= 0, !isBudgetSaid {
      isBudgetSaid = true
      gaps.insert(
        Gap(
          site.range, "the analysis stopped following calls here: its budget is used up",
          mayHideTransfer: true))
    }
    if reachability.level(of: callee) != .inert {
      // It may have waited for, or stopped, what was in flight.
      for id in state.transfers.keys.sorted() {
        makeUnsure(id, in: activation.running, &state)
        transfers[Int(id.index)].isLost = true
      }
    }
    for (index, argument) in arguments.enumerated() {
      if let pointer = argument.value.pointer { noteUnseenUser(pointer, &state) }
      if argument.isAddress, case .memory(let pointer)? = argument.place {
        noteUnseenUser(pointer, &state)
        poke(.unknown, at: pointer, &state)
        touch(pointer, isWrite: true, length: nil, site, &state, activation)
      } else if let pointer = argument.value.pointer, index < function.parameters.count,
        let type = function.parameters[index].type?.name
      {
        touch(
          pointer, isWrite: type.contains("Mutable"), length: nil, site, &state, activation)
      }
    }
    handOver(arguments, site, &state, activation)
    return [
      Outcome(kind: .returned, value: made(site, activation, &state), state: state)
    ]
  }

  /// A closure that is handed over may be called now, and any number of times.
  private func handOver(
    _ arguments: [Passed], _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    for argument in arguments {
      guard case .closure(let closure, _) = argument.value,
        !isRunning(closure, in: activation.frame)
      else { continue }
      let after = apply(argument.value, [], site, state, activation)
        .first { $0.kind == .returned }
      state = after?.state ?? state
    }
  }

  /// A new value of which nothing is known but that it is itself.
  func made(_ site: Site, _ activation: Activation, _ state: inout State) -> Value {
    let value = symbol(.made(site, activation.running))
    forget(value, &state)
    return value
  }

  // MARK: Opaque calls

  /// A call of something that neither a model nor the inputs describe.
  func opaque(
    _ name: String, _ call: Call, _ arguments: [Passed], _ site: Site, _ state: State,
    _ activation: Activation, receiver: Place? = nil
  ) -> [Outcome] {
    var state = state
    noteAsking()
    mayHaveEndedTasks(&state)
    if name == "discard" {
      // `discard self` without the deinitialiser.
      if case .memory(let pointer)? = arguments.first?.place {
        forgets(peek(pointer, state), site, &state)
      }
      return [Outcome(kind: .returned, value: .unknown, state: state)]
    }
    for argument in arguments {
      share(argument.value, &state)
      if let pointer = argument.value.pointer { noteUnseenUser(pointer, &state) }
      if argument.isAddress, case .memory(let pointer)? = argument.place {
        noteUnseenUser(pointer, &state)
      }
    }
    if let receiver { share(peek(receiver, state), &state) }
    var outcomes: [Outcome] = []
    for argument in arguments {
      if argument.isAddress, case .memory(let pointer)? = argument.place {
        state.escaped.insert(pointer.region.storage)
        if case .array = peek(pointer, state) {} else { poke(.unknown, at: pointer, &state) }
      }
      escape(argument.value, &state)
    }
    executeOpaqueCall(site, &state)
    if Reachability.soundsLikeTransfer(name),
      let pointer = arguments.lazy.compactMap({ $0.value.pointer }).first(where: isMemory)
    {
      show(.unmodelledCall(name, pointer), site, &state, activation)
    }
    suspect(arguments, name, activation, &state)
    handOver(arguments, site, &state, activation)
    let value = made(site, activation, &state)
    outcomes.append(Outcome(kind: .returned, value: value, state: state))
    if call.isTry { outcomes.append(Outcome(kind: .threw, value: .unknown, state: state)) }
    return outcomes
  }

  /// A function that is not seen and gets a transfer's channel, handle or buffer may wait for it.
  private func suspect(
    _ arguments: [Passed], _ name: String, _ activation: Activation, _ state: inout State
  ) {
    for id in state.transfers.keys.sorted() {
      guard let facts = state.transfers[id], facts.phase != .armed else { continue }
      let mentions = arguments.contains { argument in
        if let pointer = argument.value.pointer,
          facts.buffers.contains(where: { $0.pointer.region.overlaps(pointer.region) })
        {
          return true
        }
        if argument.value.integerValue == nil, argument.value != .null, argument.value != .unknown,
          facts.channel?.key.contains(argument.value) == true
        {
          return true
        }
        if argument.isAddress, case .memory(let pointer)? = argument.place {
          return facts.channel?.key.contains(.pointer(pointer)) == true
        }
        return false
      }
      if mentions || Interpreter.soundsLikeWaiting(name) {
        makeUnsure(id, in: activation.running, &state)
        transfers[Int(id.index)].isLost = true
      }
    }
  }

  private static func soundsLikeWaiting(_ name: String) -> Bool {
    name.containsWord(
      of: "wait", "join", "sync", "finish", "drain", "flush", "await", "abort", "stop")
  }
}
