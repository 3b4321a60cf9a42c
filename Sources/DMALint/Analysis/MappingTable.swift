/// Descriptor tables of a kernel's memory layout: ranges with attributes that are handed to a function
/// which maps them.
extension Interpreter {
  /// A call gets tables or single descriptors; where its name says that it maps memory, also plain
  /// numbers.
  func noteMappings(
    _ name: String, _ arguments: [Passed], _ receiver: Place?, _ site: Site, _ state: inout State
  ) {
    guard platform.cache != nil else { return }
    // A model says better what its function is given.
    if let model = knowledge.model(of: name), model.setsUp != nil { return }
    let isMapping = MappingWords.isMapping(name)
    if isMapping, MappingWords.words(name).contains("mpu"), !isFollowed(name) {
      setUpLog.sawUnseenSwitch()
    }
    if isMapping, !isFollowed(name) { setUp(unseen: name, arguments, site, &state) }
    var found: [SetUpLog.Mapping] = []
    for argument in arguments {
      var value = argument.value
      if argument.isAddress, let place = argument.place { value = peek(place, state) }
      found += mappings(in: value, site, state, isTable: !isMapping)
    }
    if isMapping, let receiver {
      found += mappings(in: peek(receiver, state), site, state, isTable: false)
    }
    if isMapping, found.isEmpty {
      var members: [String: Value] = [:]
      for (index, argument) in arguments.enumerated() {
        members[argument.label ?? String(index)] = argument.value
      }
      if let entry = mapping(members, nil, state) {
        found.append(SetUpLog.Mapping(entry: entry, site: site))
      }
    }
    // What is not understood counts only where the function's name says what it does.
    if !isMapping { found.removeAll { $0.entry.cacheability == .unknown } }
    for mapping in found { setUpLog.add(mapping) }
    if !found.isEmpty || (MappingWords.switchesManagementOn(name) && platform.hasMMU) {
      reach(.memoryManagementOn, site, &state)
      if !isFollowed(name), state.registers[.constant("ttbr0")] != nil { readTables(site, state) }
    }
  }

  /// Whether the body of what is called may be seen.
  private func isFollowed(_ name: String) -> Bool {
    (program.functionsByName[name] ?? []).contains { program.function($0).hasBody }
  }

  /// A table is gone through, descriptor by descriptor.
  func noteMappings(inTable storage: StorageID, _ site: Site, _ state: inout State) {
    guard platform.cache != nil, tables[storage] != nil else { return }
    let found = mappings(in: .array(storage), site, state, isTable: true)
      .filter { $0.entry.cacheability != .unknown }
    for mapping in found { setUpLog.add(mapping) }
    if !found.isEmpty { reach(.memoryManagementOn, site, &state) }
  }

  /// The ranges with attributes in a value; a table has several.
  private func mappings(
    in value: Value, _ site: Site, _ state: State, isTable: Bool, depth: Int = 0
  ) -> [SetUpLog.Mapping] {
    guard depth < 4 else { return [] }
    switch resolved(value, state) {
    case .array(let storage):
      return (tables[storage] ?? []).flatMap {
        mappings(in: $0.value, $0.site, state, isTable: false, depth: depth + 1)
      }
    case .aggregate(let type, let members):
      let isList = members.allSatisfy { name, value in
        guard isElement(name), case .aggregate = resolved(value, state) else { return false }
        return true
      }
      if !isList, let entry = mapping(members, type, state) {
        return isTable ? [] : [SetUpLog.Mapping(entry: entry, site: site)]
      }
      return members.keys.sorted().flatMap { name in
        mappings(
          in: members[name] ?? .unknown, site, state,
          isTable: isTable && !isElement(name), depth: depth + 1)
      }
    case .pointer(let pointer), .buffer(let pointer, _):
      if tables[pointer.region.storage] != nil {
        return mappings(
          in: .array(pointer.region.storage), site, state, isTable: isTable, depth: depth + 1)
      }
      var whole = pointer
      whole.offset = 0
      guard state.memory[pointer.region.storage] != nil else { return [] }
      return mappings(in: peek(whole, state), site, state, isTable: isTable, depth: depth + 1)
    case .object(let object):
      return state.memory[object].map {
        mappings(in: $0, site, state, isTable: isTable, depth: depth + 1)
      } ?? []
    case .unknown, .symbol, .integer, .constant, .null, .register, .enumCase, .closure, .function,
      .type, .range:
      return []
    }
  }

  /// Whether a member is an element: of a tuple, a C array or an inline array.
  private func isElement(_ name: String) -> Bool {
    name.utf8.allSatisfy { 48...57 ~= $0 || $0 == 42 }
  }

  /// A range of addresses with an attribute that says what the cache makes of it, or with one that is
  /// not understood.
  private func mapping(
    _ members: [String: Value], _ type: FlowType?, _ state: State
  ) -> RegionMap.Entry? {
    var parts = MappingParts()
    collect(members, type, state, into: &parts, depth: 0)
    guard let range = parts.addresses else {
      if parts.hasRange, parts.cacheability == .cacheable { setUpLog.sawCachedMemory() }
      return nil
    }
    let cacheability = parts.cacheability ?? (parts.hasUnknownAttribute ? .unknown : nil)
    guard let cacheability else { return nil }
    return RegionMap.Entry(
      name: "the mapping of 0x" + String(range.first, radix: 16, uppercase: true), range: range,
      cacheability: cacheability, origin: .setUp)
  }

  private func collect(
    _ members: [String: Value], _ type: FlowType?, _ state: State, into parts: inout MappingParts,
    depth: Int
  ) {
    let declared = type.flatMap { program.type(named: $0.name) }
    for name in members.keys.sorted() {
      var value = resolved(members[name] ?? .unknown, state)
      if case .closure(let id, _) = value, program.function(id).parameters.isEmpty {
        // `{ start...end }`, evaluated late for symbols of the linker.
        value = constant(of: id, state) ?? value
      }
      // C's enums are numbers; the declaration of the member knows their names.
      if case .integer(let number) = value, let type = declared?.members[name]?.type,
        let word = enumerator(number, of: type)
      {
        value = .constant(word)
      }
      switch value {
      case .aggregate(let inner, let members):
        if depth < 3 { collect(members, inner, state, into: &parts, depth: depth + 1) }
      default: parts.add(name, value, self)
      }
    }
  }

  private func enumerator(_ value: Int64, of type: FlowType) -> String? {
    guard let entry = program.type(named: type.name), entry.keyword == .enum else { return nil }
    return entry.cases.values.filter { $0.rawValue == value }.map(\.name).min()
  }

  /// What a closure without parameters returns, where that takes no more than constants.
  private func constant(of id: FunctionID, _ state: State) -> Value? {
    let function = program.function(id)
    guard function.blocks.count == 1 else { return nil }
    let frame = frame(id, parent: FrameID(index: 0), call: nil)
    let activation = Activation(id: id, frame: frame, plan: plan(id))
    return execute(activation, state).first { $0.kind == .returned }?.value
  }
}

/// The parts of one descriptor as they are come across.
struct MappingParts {
  private(set) var cacheability: RegionMap.Cacheability?
  private var range: Platform.AddressRange?
  private var first: UInt64?
  private var last: UInt64?
  private var size: UInt64?
  private var unnamed: [UInt64] = []
  /// There is a range, or a bound of one, whether or not it is known.
  private(set) var hasRange = false
  /// There is a number that is called an attribute.
  private(set) var hasUnknownAttribute = false

  mutating func add(_ name: String, _ value: Value, _ interpreter: Interpreter) {
    switch value {
    case .range(let low, let high, let isClosed):
      hasRange = true
      guard let low = low.integerValue, let high = high.integerValue, low < high, range == nil
      else { return }
      range = Platform.AddressRange(
        first: UInt64(bitPattern: low), last: UInt64(bitPattern: isClosed ? high : high &- 1))
    case .integer(let number):
      if let flag = MappingWords.flag(name), 0...1 ~= number {
        let isCacheable = (flag == .cacheable) == (number == 1)
        cacheability = cacheability ?? (isCacheable ? .cacheable : .nonCacheable)
        return
      }
      if MappingWords.isAttribute(name) {
        hasUnknownAttribute = true
        return
      }
      add(name, UInt64(bitPattern: number))
    case .pointer(let pointer):
      guard let address = interpreter.address(of: pointer.region.storage),
        let offset = pointer.offset
      else { return }
      add(name, address &+ UInt64(bitPattern: offset))
    case .enumCase(let word, _), .constant(let word):
      // Of `Attributes.nonCacheable` the last part speaks.
      let last = word.split(separator: ".").last.map(String.init) ?? word
      cacheability = cacheability ?? MappingWords.cacheability(last)
    case .symbol:
      if MappingWords.bound(name) != nil { hasRange = true }
    case .unknown, .null, .buffer, .register, .aggregate, .object, .array, .closure,
      .function, .type:
      break
    }
  }

  private mutating func add(_ name: String, _ number: UInt64) {
    switch MappingWords.bound(name) {
    case .first: first = first ?? number
    case .size: size = size ?? number
    case .last: last = last ?? number
    case nil:
      if name.utf8.allSatisfy({ 48...57 ~= $0 }) { unnamed.append(number) }
    }
  }

  /// What is called its size.
  var byteCount: UInt64? { size }

  /// Where the range begins, whether or not its size is known.
  var start: UInt64? { range?.first ?? first }

  /// The range that base and size, or base and end, make.
  var addresses: Platform.AddressRange? {
    if let range { return range }
    let start = first ?? unnamed.first
    guard let start else { return nil }
    let length = size ?? (first == nil && unnamed.count > 1 ? unnamed[1] : nil)
    if let length, length > 0 {
      let (end, overflow) = start.addingReportingOverflow(length - 1)
      return overflow ? nil : Platform.AddressRange(first: start, last: end)
    }
    guard let last, last > start else { return nil }
    // An odd end is the last address, an even one the first that no longer belongs.
    return Platform.AddressRange(first: start, last: last & 1 == 1 ? last : last &- 1)
  }
}
