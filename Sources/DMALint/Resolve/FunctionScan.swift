/// What one function does itself.
struct FunctionScan {
  let index: NameIndex
  let models: (String) -> FunctionModel?
  var level = Reachability.Level.inert
  var setsUp = false
  var touchesDevice = false
  /// Has a number that may be a device's address, and makes pointers from numbers.
  var hasDeviceNumber = false
  var makesPointers = false
  var cost = 0
  var deviceMappings: [SourceRange] = []
  /// Nodes of functions and of names.
  private(set) var callees: [Int32] = []
  var addressTaken: Set<String> = []
  private var fold = NumberFold()
  /// The names along the chain that leads to a place.
  private var chains: [ValueID: [String]] = [:]
  /// The types of places and values, where they can be no others: their methods are the ones called.
  private var exactTypes: [ValueID: ExactType] = [:]
  /// Values of the library's types: their members are no variables of the program.
  private var isForeign: Set<ValueID> = []
  /// What is known of locals without a written type.
  private var localTypes: [LocalID: ExactType] = [:]
  private var foreignLocals: Set<LocalID> = []
  private var locals: [ValueID: LocalID] = [:]
  /// What the function shares with every other one that has the same.
  private(set) var ties: Set<ProgramTie> = []

  init(index: NameIndex, models: @escaping (String) -> FunctionModel?) {
    self.index = index
    self.models = models
  }

  mutating func scan(_ function: FlowFunction) {
    if let owner = function.owner { ties.insert(.type(owner)) }
    for block in function.blocks {
      for operation in block.operations {
        follow(operation, function)
        followType(of: operation, function)
        tie(operation)
        scan(operation)
        if let value = fold.follow(operation, global: { index.number(ofGlobal: $0) }) {
          if index.table.isAddress(value, isDecimal: function.hasOnlyDecimals) {
            hasDeviceNumber = true
          }
          // An address may be put together from parts of which none is one.
          if index.platform.isDevice(value) { ties.insert(.block(value >> 10)) }
        }
      }
      if case .tryCall(let call, _, _, _, _) = block.terminator.kind { scan(call) }
    }
    for parameter in function.parameters {
      if let value = parameter.defaultValue { lead(to: value) }
    }
    for (number, local) in function.locals.enumerated()
    where function.selfLocal != LocalID(UInt32(number)) {
      if let name = local.type?.name, let end = index.program.deinitializer(of: name) {
        lead(to: end)
      }
    }
  }

  /// Remembers what a place is called.
  private mutating func follow(_ operation: Operation, _ function: FlowFunction) {
    guard let result = operation.result else { return }
    switch operation.kind {
    case .global(let name):
      chains[result] = [name]
      fold.names[result] = name
    case .local(let local):
      if function.selfLocal == local { chains[result] = [] }
    case .member(let base, let name):
      chains[result] = (chains[base] ?? []) + [name]
    case .element(let base, _):
      if let chain = chains[base] { chains[result] = chain }
    case .addressOf(let place):
      addressTaken.formUnion(chains[place] ?? [])
    default: break
    }
  }

  private mutating func followType(of operation: Operation, _ function: FlowFunction) {
    if case .store(let value, let place, _) = operation.kind, let local = locals[place] {
      if let type = exactTypes[value] { localTypes[local] = type }
      if isForeign.contains(value) { foreignLocals.insert(local) }
    }
    guard let result = operation.result else { return }
    switch operation.kind {
    case .local(let local):
      locals[result] = local
      let isSelf = function.selfLocal == local
      if let type = isSelf ? function.owner : function.locals[Int(local.index)].type?.name {
        know(result, as: type)
      } else if let type = localTypes[local] {
        exactTypes[result] = type
      } else if foreignLocals.contains(local) {
        isForeign.insert(result)
      }
    case .load(let place, _), .take(let place):
      if let type = exactTypes[place] { exactTypes[result] = type }
      if isForeign.contains(place) { isForeign.insert(result) }
    case .member(let base, let name):
      if isForeign.contains(base) { isForeign.insert(result) }
      if let type = exactTypes[base]?.entry.members[name]?.type { know(result, as: type.name) }
    case .call(let call):
      if case .initializer(let type) = call.callee { know(result, as: type.name) }
    case .cast(_, let type): know(result, as: type.name)
    case .binary, .boolean, .float, .integer, .string, .isCase, .isType, .matches:
      isForeign.insert(result)
    case .addressOf, .closure, .element, .enter, .fence, .global, .implicitMember, .indexed,
      .inlined, .leave, .methodReference, .name, .next, .nilLiteral, .payload, .pointee, .store,
      .type, .unary, .unknown, .aggregate, .assembly:
      break
    }
  }

  private mutating func know(_ value: ValueID, as type: String) {
    if let exact = index.exactType(type) {
      exactTypes[value] = exact
      ties.insert(.type(exact.entry.name))
    } else if index.isForeign(type) {
      isForeign.insert(value)
    }
  }

  /// What the operation reaches that others may reach as well.
  private mutating func tie(_ operation: Operation) {
    switch operation.kind {
    case .global(let name): ties.insert(.global(name))
    case .integer(let value):
      if index.platform.isDevice(value) { ties.insert(.block(value >> 10)) }
    case .member(let base, let name):
      // A tuple's elements have numbers.
      let isTuples = name.utf8.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? true
      if exactTypes[base] == nil, !isForeign.contains(base), !isTuples {
        ties.insert(.member(name))
      }
    case .call(let call):
      guard case .name(let name) = call.callee else { return }
      switch models(name)?.role {
      case .start, .configure, .registerWrite, .registerRead, .wait, .poll, .stop, .handler:
        ties.insert(.library)
      case nil where isUnseen(name) && Reachability.soundsLikeTransfer(name):
        ties.insert(.library)
      case .allocate, .free, .clean, .invalidate, .cleanInvalidate, .fence, .barrier, .copy,
        FunctionModel.Role.none?, nil:
        break
      }
    case .local, .element, .pointee, .indexed, .load, .store, .addressOf, .take, .float, .boolean,
      .nilLiteral, .string, .name, .implicitMember, .type, .unknown, .unary, .binary, .cast,
      .aggregate, .isCase, .payload, .matches, .isType, .closure, .methodReference, .next, .fence,
      .assembly, .enter, .leave, .inlined:
      break
    }
  }

  /// The methods that a call may mean.
  private func methods(of base: ValueID, _ name: String) -> NameTable.Candidates {
    if let own = exactTypes[base].flatMap({ index.methods(of: $0, name) }) {
      return NameTable.Candidates(functions: own)
    }
    return index.table.methods[name] ?? NameTable.Candidates()
  }

  private mutating func lead(to function: FunctionID) { callees.append(Int32(function.index)) }

  private mutating func lead(to candidates: NameTable.Candidates?) {
    guard let candidates else { return }
    if let node = candidates.node {
      callees.append(node)
    } else {
      for function in candidates.functions { lead(to: function) }
    }
  }

  private mutating func lead(toFunctionsNamed name: String) {
    if let node = index.table.nodes[name] {
      callees.append(node)
    } else {
      for function in index.program.functionsByName[name] ?? [] { lead(to: function) }
    }
  }

  private mutating func raise(_ new: Reachability.Level, isDevice: Bool = true) {
    if isDevice { touchesDevice = true }
    level = max(level, new)
  }

  /// Memory's address, which a device may get, is made or lent out.
  private mutating func raiseAddress() { level = .starting }

  private mutating func scan(_ operation: Operation) {
    if case .inlined = operation.kind { return }
    cost += 1
    switch operation.kind {
    case .call(let call):
      scan(call)
      if case .name(let name) = call.callee, models(name)?.mapsDevices == true {
        deviceMappings.append(operation.range)
      }
    case .fence: raise(.effectful, isDevice: false)
    case .assembly: raise(.effectful)
    case .load(_, let mode): if mode != .plain { raise(.effectful) }
    case .store(_, _, let mode): if mode != .plain { raise(.starting) }
    case .closure(let function): lead(to: function)
    case .member(let base, let name):
      if let member = exactTypes[base]?.entry.members[name] {
        if let getter = member.getter { lead(to: getter) }
        if let setter = member.setter { lead(to: setter) }
      } else {
        lead(to: index.table.accessors[name])
      }
      if index.table.deviceMembers.contains(name) { hasDeviceNumber = true }
      if name == "baseAddress" { raiseAddress() }
      if name.hasSuffix("span") || name.hasSuffix("Span") || name == "bytes"
        || name == "mutableBytes"
      {
        addressTaken.formUnion(chains[base] ?? [])
      }
    case .element(let base, _): lead(to: methods(of: base, "subscript"))
    case .global(let name):
      // A member of a generic parameter, or of a protocol's extension, goes by its own name.
      let own =
        index.table.accessors[name]
        ?? name.lastDot.flatMap { dot in
          index.table.accessors[String(name[name.index(after: dot)...])]
        }
      lead(to: own)
    case .name(let name): lead(toFunctionsNamed: name)
    case .methodReference(_, let name, let labels):
      if labels?.contains("bitPattern") == true { makesPointers = true }
      lead(to: index.table.methods[name])
    case .addressOf: raiseAddress()
    // The registers of the core that protect memory and switch its caches.
    case .integer(let value):
      if 0xE000_ED00...0xE000_EDC4 ~= value || value == 0xE000_E000 {
        setsUp = true
      }
    case .pointee, .indexed: makesPointers = true
    case .local, .take, .float, .boolean, .nilLiteral, .string, .binary,
      .implicitMember, .type, .unknown, .unary, .cast, .aggregate, .isCase, .payload,
      .matches, .isType, .next, .enter, .leave, .inlined:
      break
    }
  }

  private mutating func scan(_ call: Call) {
    cost += 1
    if call.arguments.contains(where: { $0.label == "bitPattern" }) {
      raiseAddress()
      makesPointers = makesPointers || makesPointer(call)
    }
    for argument in call.arguments
    where argument.label == "bitPattern" || argument.label == "unsafeBitPattern" {
      if let number = fold[argument.value], index.platform.isDevice(number) { touchesDevice = true }
    }
    for argument in call.arguments {
      let isView =
        if case .name(let name) = call.callee { name.hasPrefix("withUnsafe") } else { false }
      if argument.passing == .address || isView {
        addressTaken.formUnion(chains[argument.value] ?? [])
        if let place = argument.place { addressTaken.formUnion(chains[place] ?? []) }
      }
    }
    if case .method(let base, let name) = call.callee,
      name.hasPrefix("with") || name == "store" || name == "load"
    {
      addressTaken.formUnion(chains[base] ?? [])
    }
    switch call.callee {
    case .name(let name): scan(named: name)
    case .initializer(let type): scan(initializerOf: type.name)
    case .method(_, let name), .superMethod(let name):
      var methods = index.table.methods[name] ?? NameTable.Candidates()
      if case .method(let base, _) = call.callee, !methods.functions.isEmpty {
        methods = self.methods(of: base, name)
      }
      lead(to: methods)
      // `queue.submit { … }` hands no memory over.
      if methods.functions.isEmpty, call.arguments.contains(where: { !$0.isTrailing }),
        Reachability.soundsLikeTransfer(name)
      {
        touchesDevice = true
      }
      if index.isMapping(name) { setsUp = true }
      // A load of raw memory is no register's.
      if call.arguments.contains(where: { $0.label == "as" }) { break }
      scan(libraryMethod: name)
    case .staticMethod(let type, let name):
      if index.isMapping(name) { setsUp = true }
      if let entry = index.program.type(named: type.name) {
        for method in entry.methods[name] ?? [] { lead(to: method) }
      } else {
        lead(to: index.table.methods[name])
      }
    case .implicitMember(let name, let type):
      if name == "init", let type {
        scan(initializerOf: type.name)
      } else {
        lead(to: index.table.methods[name])
      }
    case .value: break
    }
  }

  /// Whether a call with a bit pattern may make a pointer of it.
  private func makesPointer(_ call: Call) -> Bool {
    switch call.callee {
    case .initializer(let type): type.name.hasSuffix("Pointer")
    case .implicitMember(_, let type): type.map { $0.name.hasSuffix("Pointer") } ?? true
    case .name, .method, .superMethod, .staticMethod, .value: true
    }
  }

  private mutating func scan(named name: String) {
    if name == "unsafeBitCast" { makesPointers = true }
    lead(toFunctionsNamed: name)
    if let linked = index.program.functionsByLinkName[name] { lead(to: linked) }
    if index.program.type(named: name) != nil { scan(initializerOf: name) }
    if name.hasPrefix("withUnsafe") { raiseAddress() }
    if name == "atomicMemoryFence" { raise(.effectful, isDevice: false) }
    let model = models(name)
    if model?.setsUp != nil || index.isMapping(name) { setsUp = true }
    switch model?.role {
    case .start, .configure, .registerWrite: raise(.starting)
    case .wait, .poll, .stop, .clean, .invalidate, .cleanInvalidate, .fence, .barrier, .handler,
      .registerRead:
      raise(.effectful)
    case .free: raise(.effectful, isDevice: false)
    case nil where isUnseen(name) && Reachability.soundsLikeTransfer(name): raise(.starting)
    case .allocate, .copy, FunctionModel.Role.none?, nil: break
    }
  }

  /// Whether a name leads to no body.
  private func isUnseen(_ name: String) -> Bool {
    !(index.program.functionsByName[name] ?? []).contains { index.program.function($0).hasBody }
  }

  private mutating func scan(initializerOf type: String) {
    guard let entry = index.program.type(named: type) else { return }
    for initializer in entry.methods["init"] ?? [] { lead(to: initializer) }
    for member in entry.stored {
      if let value = member.initializer { lead(to: value) }
    }
  }

  /// Methods of library types that concern transfers.
  private mutating func scan(libraryMethod name: String) {
    if name.hasPrefix("withUnsafe") { raiseAddress() }
    switch name {
    // Registers and atomics; a store may hand over an address that a caller has made.
    case "store", "load", "modify", "write", "read", "exchange":
      raise(.touching, isDevice: index.table.hasRegisters)
    case "deallocate": raise(.touching, isDevice: false)
    default: break
    }
  }
}
