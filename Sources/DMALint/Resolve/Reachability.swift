/// What a function can lead to, by the names that it and the functions it calls use.
///
/// Names are taken for what they may mean: a method call leads to every method of that name. That is
/// more than the program does and never less, so that a function which leads to nothing of interest
/// needs not be followed.
struct Reachability: Sendable {
  enum Level: UInt8, Comparable, Sendable {
    /// Nothing that concerns transfers.
    case inert
    /// Calls methods by which registers and atomics are used, of whatever type they are: of interest
    /// where a transfer may be in flight.
    case touching
    /// Ends, orders or looks at transfers: waits, polls, stops, fences, registers.
    case effectful
    /// May start one: a modelled start, or memory's address made a number.
    case starting

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  private var levels: [Level]
  /// Operations of each function itself.
  private var costs: [Int]
  private var callees: [[FunctionID]]
  /// Functions that another one may call.
  private var called: [Bool] = []
  /// Functions that lead to a device.
  private var touchers: [Bool] = []
  /// Functions that lead to a set-up of memory.
  private var settersUp: [Bool] = []

  /// Where the program asks for a view of memory that may be a device's.
  private(set) var deviceMappings: [SourceRange] = []

  /// Variables and members whose address some function takes: only they can be buffers.
  private(set) var addressTaken: Set<String> = []

  func level(of function: FunctionID) -> Level { levels[Int(function.index)] }

  /// Whether the function leads to what may drive a device: a register, a device's address, a modelled
  /// function, or one that is not seen and sounds like a transfer. Memory alone, its address made a
  /// number or lent out, pointers and closures start nothing.
  func leadsToDevice(_ function: FunctionID) -> Bool { touchers[Int(function.index)] }

  /// Whether any function of the program does.
  var leadsToDevice: Bool { touchers.contains(true) }

  /// Whether a closure, or a function whose name is used as a value, ends, orders or looks at transfers.
  func mayEndTransfers(_ program: Program) -> Bool {
    program.module.functions.indices.contains { number in
      let function = program.module.functions[number]
      if function.kind == .closure, levels[number] >= .effectful { return true }
      return function.blocks.contains { block in
        block.operations.contains { operation in
          guard case .name(let name) = operation.kind else { return false }
          let named =
            (program.functionsByName[name] ?? [])
            + [program.functionsByLinkName[name]].compactMap { $0 }
          return named.contains { levels[Int($0.index)] >= .effectful }
        }
      }
    }
  }

  /// Whether another function may call it.
  func isCalled(_ function: FunctionID) -> Bool { called[Int(function.index)] }

  /// Whether the function leads to a set-up of memory: its protection, its mapping, its caches.
  func leadsToSetUp(_ function: FunctionID) -> Bool { settersUp[Int(function.index)] }

  /// Whether anything sets memory up.
  var hasSetUp: Bool { settersUp.contains(true) }

  /// The same for somebody whom nothing but the set-up of memory concerns.
  func forSetUp() -> Reachability {
    var copy = self
    copy.levels = settersUp.map { $0 ? .starting : .inert }
    copy.touchers = settersUp
    return copy
  }

  /// Whether the function and all it calls, each counted once, have at most so many operations.
  func costs(_ function: FunctionID, atMost limit: Int) -> Bool {
    var seen: Set<FunctionID> = [function]
    var queue = [function]
    var total = 0
    while let next = queue.popLast() {
      total += costs[Int(next.index)]
      if total > limit { return false }
      for callee in callees[Int(next.index)] where seen.insert(callee).inserted {
        queue.append(callee)
      }
    }
    return true
  }

  init(_ program: Program, _ platform: Platform, models: @escaping (String) -> FunctionModel?) {
    let functions = program.module.functions
    let index = NameIndex(program, platform)
    levels = Array(repeating: .inert, count: functions.count)
    costs = Array(repeating: 0, count: functions.count)
    callees = []
    callees.reserveCapacity(functions.count)
    var callers: [[Int]] = Array(repeating: [], count: functions.count)
    var numbers: [Bool] = []
    var makers: [Bool] = []
    for (number, function) in functions.enumerated() {
      var scan = FunctionScan(index: index, models: models)
      scan.scan(function)
      addressTaken.formUnion(scan.addressTaken)
      deviceMappings += scan.deviceMappings
      levels[number] = scan.level
      settersUp.append(scan.setsUp)
      touchers.append(scan.touchesDevice)
      numbers.append(scan.hasDeviceNumber)
      makers.append(scan.makesPointers)
      costs[number] = scan.cost
      let called = Self.unique(scan.callees)
      for callee in called { callers[Int(callee.index)].append(number) }
      callees.append(called)
    }
    called = callers.enumerated().map { number, callers in callers.contains { $0 != number } }
    Self.spread(&settersUp, to: callers)
    Self.spread(&touchers, to: callers)
    // A device's address is one only where pointers are made from numbers.
    Self.spread(&numbers, to: callers)
    Self.spread(&makers, to: callers)
    for function in touchers.indices where numbers[function] && makers[function] {
      touchers[function] = true
    }
    for level in [Level.starting, .effectful, .touching] {
      var queue = levels.indices.filter { levels[$0] >= level }
      while let next = queue.popLast() {
        for caller in callers[next] where levels[caller] < level {
          levels[caller] = level
          queue.append(caller)
        }
      }
    }
  }
}

extension Reachability {
  private static func unique(_ functions: [FunctionID]) -> [FunctionID] {
    var result: [FunctionID] = []
    for function in functions.sorted() where function != result.last { result.append(function) }
    return result
  }

  /// Marks the callers of what is marked, and theirs.
  private static func spread(_ marks: inout [Bool], to callers: [[Int]]) {
    var queue = marks.indices.filter { marks[$0] }
    while let next = queue.popLast() {
      for caller in callers[next] where !marks[caller] {
        marks[caller] = true
        queue.append(caller)
      }
    }
  }

  /// Whether a function of which only the name is known may start a transfer.
  static func soundsLikeTransfer(_ name: String) -> Bool { name.soundsLikeTransfer }
}

/// Functions by what calls may name.
private final class NameIndex {
  let program: Program
  var methods: [String: [FunctionID]] = [:]
  var accessors: [String: [FunctionID]] = [:]

  let platform: Platform
  /// Whether the program knows a type of register: only then is a method `store` or `read` one's.
  private(set) var hasRegisters = false

  /// Members whose declarations give them a device's address; `rawValue` where an enum's cases have one.
  private(set) var deviceMembers: Set<String> = []

  private var globalNumbers: [String: Int64?] = [:]

  /// What was asked about names before.
  private var mappingNames: [String: Bool] = [:]

  /// Whether a function of this name sets up how memory is mapped.
  func isMapping(_ name: String) -> Bool {
    if let known = mappingNames[name] { return known }
    let isMapping = MappingWords.isMapping(name)
    mappingNames[name] = isMapping
    return isMapping
  }

  private var exactTypes: [String: ExactType?] = [:]
  /// What types inherit from: their values may be of other types.
  private var parents: Set<String> = []

  /// The type of that name, if its values are of no other.
  func exactType(_ name: String) -> ExactType? {
    if let known = exactTypes[name] { return known }
    var found: ExactType?
    if let entry = program.type(named: name), !parents.contains(Program.lastComponent(entry.name)) {
      switch entry.keyword {
      case .struct, .enum, .class, .actor, .union: found = ExactType(entry)
      case .protocol, .extension: break
      }
    }
    exactTypes[name] = .some(found)
    return found
  }

  /// The type's methods of that name with those that it inherits; nil where it has none of its own.
  func methods(of type: ExactType, _ name: String) -> [FunctionID]? {
    if let known = type.methods[name] { return known }
    var found = type.entry.methods[name]
    if found != nil {
      var seen: Set<String> = []
      var queue = type.entry.inherited
      while let next = queue.popLast() {
        guard seen.insert(next).inserted, let entry = program.type(named: next) else { continue }
        found? += entry.methods[name] ?? []
        queue += entry.inherited
      }
    }
    type.methods[name] = .some(found)
    return found
  }

  init(_ program: Program, _ platform: Platform) {
    self.program = program
    self.platform = platform
    for type in program.types.values {
      for parent in type.inherited { parents.insert(Program.lastComponent(parent)) }
    }
    hasRegisters = RegisterTypes.areKnown(to: program)
    for type in program.types.values {
      for (name, functions) in type.methods where name != "init" {
        methods[name, default: []] += functions
      }
      if type.cases.values.contains(where: { $0.rawValue.map(platform.isDevice) == true }) {
        deviceMembers.insert("rawValue")
      }
      for member in type.members.values {
        accessors[member.name, default: []] +=
          [member.getter, member.setter].compactMap { $0 }
        if let value = member.initializer, hasDeviceAddress(program.function(value)) {
          deviceMembers.insert(member.name)
        }
      }
    }
    for global in program.module.globals {
      accessors[global.name, default: []] +=
        [global.getter, global.setter, global.initializer].compactMap { $0 }
    }
  }

  private func hasDeviceAddress(_ function: FlowFunction) -> Bool {
    function.blocks.contains { block in
      block.operations.contains { operation in
        guard case .integer(let value) = operation.kind else { return false }
        return isAddress(value, isDecimal: function.hasOnlyDecimals)
      }
    }
  }

  /// Whether a number is taken for a device's address. Timestamps and powers of two in decimal look like
  /// addresses; those of register blocks are whole kibibytes.
  func isAddress(_ value: Int64, isDecimal: Bool) -> Bool {
    guard platform.isDevice(value) else { return false }
    return !isDecimal || value & 0x3FF == 0 && value & (value &- 1) != 0
  }

  /// The number that a global variable is set to where it is declared.
  func number(ofGlobal name: String) -> Int64? {
    if let known = globalNumbers[name] { return known }
    globalNumbers[name] = .some(nil)
    guard let initializer = program.global(named: name)?.initializer else { return nil }
    let function = program.function(initializer)
    guard function.blocks.count == 1, let block = function.blocks.first,
      case .return(let result?) = block.terminator.kind
    else { return nil }
    var fold = NumberFold()
    for operation in block.operations {
      switch operation.kind {
      case .global(let name): fold.names[operation.result ?? result] = name
      default: fold.follow(operation) { self.number(ofGlobal: $0) }
      }
    }
    let number = fold[result]
    globalNumbers[name] = number
    return number
  }
}

/// A type whose values are of no other: what is called on them is known.
private final class ExactType {
  let entry: Program.TypeEntry
  /// What was asked about methods before.
  var methods: [String: [FunctionID]?] = [:]

  init(_ entry: Program.TypeEntry) { self.entry = entry }
}

/// What one function does itself.
private struct FunctionScan {
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
  var callees: [FunctionID] = []
  var addressTaken: Set<String> = []
  private var fold = NumberFold()
  /// The names along the chain that leads to a place.
  private var chains: [ValueID: [String]] = [:]
  /// The types of places and values, where they can be no others: their methods are the ones called.
  private var exactTypes: [ValueID: ExactType] = [:]

  init(index: NameIndex, models: @escaping (String) -> FunctionModel?) {
    self.index = index
    self.models = models
  }

  mutating func scan(_ function: FlowFunction) {
    for block in function.blocks {
      for operation in block.operations {
        follow(operation, function)
        followType(of: operation, function)
        scan(operation)
        if let value = fold.follow(operation, global: { index.number(ofGlobal: $0) }),
          index.isAddress(value, isDecimal: function.hasOnlyDecimals)
        {
          hasDeviceNumber = true
        }
      }
      if case .tryCall(let call, _, _, _, _) = block.terminator.kind { scan(call) }
    }
    for parameter in function.parameters {
      if let value = parameter.defaultValue { callees.append(value) }
    }
    for (number, local) in function.locals.enumerated()
    where function.selfLocal != LocalID(UInt32(number)) {
      if let name = local.type?.name, let end = index.program.deinitializer(of: name) {
        callees.append(end)
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
    guard let result = operation.result else { return }
    switch operation.kind {
    case .local(let local):
      let type =
        function.selfLocal == local
        ? function.owner : function.locals[Int(local.index)].type?.name
      if let type = type.flatMap(index.exactType) { exactTypes[result] = type }
    case .load(let place, _), .take(let place):
      if let type = exactTypes[place] { exactTypes[result] = type }
    case .member(let base, let name):
      guard let type = exactTypes[base]?.entry.members[name]?.type else { return }
      exactTypes[result] = index.exactType(type.name)
    case .call(let call):
      if case .initializer(let type) = call.callee {
        exactTypes[result] = index.exactType(type.name)
      }
    case .addressOf, .binary, .boolean, .cast, .closure, .element, .enter, .fence, .float, .global,
      .implicitMember, .indexed, .inlined, .integer, .isCase, .isType, .leave, .matches,
      .methodReference, .name, .next, .nilLiteral, .payload, .pointee, .store, .string, .type,
      .unary, .unknown, .aggregate, .assembly:
      break
    }
  }

  /// The methods that a call may mean.
  private func methods(of base: ValueID, _ name: String) -> [FunctionID] {
    exactTypes[base].flatMap { index.methods(of: $0, name) } ?? index.methods[name] ?? []
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
    case .closure(let function): callees.append(function)
    case .member(let base, let name):
      if let member = exactTypes[base]?.entry.members[name] {
        callees.append(contentsOf: [member.getter, member.setter].compactMap { $0 })
      } else if let accessors = index.accessors[name] {
        callees.append(contentsOf: accessors)
      }
      if index.deviceMembers.contains(name) { hasDeviceNumber = true }
      if name == "baseAddress" { raiseAddress() }
      if name.hasSuffix("span") || name.hasSuffix("Span") || name == "bytes"
        || name == "mutableBytes"
      {
        addressTaken.formUnion(chains[base] ?? [])
      }
    case .element(let base, _): callees.append(contentsOf: methods(of: base, "subscript"))
    case .global(let name):
      // A member of a generic parameter, or of a protocol's extension, goes by its own name.
      let own =
        index.accessors[name]
        ?? name.lastDot.flatMap { dot in
          index.accessors[String(name[name.index(after: dot)...])]
        }
      if let own { callees.append(contentsOf: own) }
    case .name(let name): callees.append(contentsOf: index.program.functionsByName[name] ?? [])
    case .methodReference(_, let name, let labels):
      if labels?.contains("bitPattern") == true { makesPointers = true }
      callees.append(contentsOf: index.methods[name] ?? [])
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
      var methods = index.methods[name] ?? []
      if case .method(let base, _) = call.callee, !methods.isEmpty {
        methods = self.methods(of: base, name)
      }
      callees.append(contentsOf: methods)
      // `queue.submit { … }` hands no memory over.
      if methods.isEmpty, call.arguments.contains(where: { !$0.isTrailing }),
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
        callees.append(contentsOf: entry.methods[name] ?? [])
      } else {
        callees.append(contentsOf: index.methods[name] ?? [])
      }
    case .implicitMember(let name, let type):
      if name == "init", let type {
        scan(initializerOf: type.name)
      } else {
        callees.append(contentsOf: index.methods[name] ?? [])
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
    callees.append(contentsOf: index.program.functionsByName[name] ?? [])
    if let linked = index.program.functionsByLinkName[name] { callees.append(linked) }
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
    callees.append(contentsOf: entry.methods["init"] ?? [])
    for member in entry.stored {
      if let value = member.initializer { callees.append(value) }
    }
  }

  /// Methods of library types that concern transfers.
  private mutating func scan(libraryMethod name: String) {
    if name.hasPrefix("withUnsafe") { raiseAddress() }
    switch name {
    // Registers and atomics; a store may hand over an address that a caller has made.
    case "store", "load", "modify", "write", "read", "exchange":
      raise(.touching, isDevice: index.hasRegisters)
    case "deallocate": raise(.touching, isDevice: false)
    default: break
    }
  }
}
