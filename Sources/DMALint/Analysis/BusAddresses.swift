/// Addresses as engines see them, where that is not where the CPU does.
extension Interpreter {
  /// Whether some engine of the platform sees memory or peripherals elsewhere than the CPU.
  var hasBusAddresses: Bool {
    platform.engines.contains { $0.busAlias != nil || !$0.peripheralBus.isEmpty }
  }

  /// An address is stored in a field: a descriptor's, perhaps.
  func noteField(_ region: Region, _ value: Value, _ site: Site) {
    guard hasBusAddresses else { return }
    switch value {
    case .integer, .pointer:
      if !region.path.isEmpty || value.integerValue != nil { fieldStores[region] = site }
    case .aggregate:
      // All fields at once.
      for known in fieldStores.keys where known.storage == region.storage {
        if known.path.starts(with: region.path) { fieldStores[known] = nil }
      }
      fieldStores[region] = site
    case .unknown, .symbol, .constant, .null, .buffer, .register, .enumCase, .object, .array,
      .closure, .function, .type, .range:
      fieldStores[region] = nil
    }
  }

  /// A word some bytes into memory that is written by words is a field of its own.
  func fieldRegion(_ pointer: Pointer) -> Region {
    guard pointer.region.path.isEmpty, let offset = pointer.offset, offset != 0 else {
      return pointer.region
    }
    return pointer.member("@\(offset)").region
  }

  /// The register of an engine's block that an address is in, as an offset within the block of its
  /// channel.
  func offset(of address: UInt64, in engine: Platform.Engine) -> UInt64? {
    if let channel = engine.channels?.channel(at: address) { return channel.offset }
    return engine.registers.first { $0.contains(address) }.map { address - $0.first }
  }

  /// Why an engine cannot use a value as the address of memory or of a peripheral; nil where it can, or
  /// where that is not known.
  func misaddressed(_ value: Value, _ engine: Platform.Engine) -> String? {
    switch value {
    case .pointer(let pointer):
      guard let alias = engine.busAlias, isMemory(pointer), !pointer.isPart,
        pointer.setBits & alias == 0
      else { return nil }
      if let asIs = engine.asIs, asIs.values.contains(pointer.setBits & asIs.mask) { return nil }
      // An address that names the alias itself, or one that the CPU does not have.
      if let address = address(of: pointer.region.storage), address & alias != 0 { return nil }
      return
        "the CPU's address of '\(name(of: pointer))' is not where \(engine.name) sees it: memory is at 0x\(String(alias, radix: 16, uppercase: true)) there"
    case .integer(let number):
      let address = UInt64(bitPattern: number)
      guard let place = engine.peripheralBus.first(where: { $0.cpu.contains(address) }) else {
        return nil
      }
      let bus = place.bus &+ (address &- place.cpu.first)
      return
        "0x\(String(address, radix: 16, uppercase: true)) is the CPU's address of the register; \(engine.name) sees it at 0x\(String(bus, radix: 16, uppercase: true))"
    case .unknown, .symbol, .constant, .null, .buffer, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return nil
    }
  }

  /// Fields of a descriptor with what they hold and where that was stored.
  func fields(of pointer: Pointer, _ state: State) -> [(value: Value, site: Site)] {
    var held = pointer
    held.validity = nil
    held.setBits = 0
    guard case .aggregate(_, let members) = words(at: held, state) else { return [] }
    return members.keys.sorted().compactMap { name in
      let region = held.member(name).region
      guard let value = members[name],
        let site = fieldStores[region] ?? fieldStores[held.region]
      else { return nil }
      return (value, site)
    }
  }
}

extension Interpreter {
  /// Whether some of these bits may be set in a value.
  private func mayHave(_ mask: UInt64, _ value: Value) -> Bool {
    switch value {
    case .integer(let number): return UInt64(bitPattern: number) & mask != 0
    case .symbol(let id):
      switch term(id) {
      case .binary("|", let a, let b): return mayHave(mask, a) || mayHave(mask, b)
      case .binary("<<", _, .integer(let shift)) where 0..<64 ~= shift: return mask >> shift != 0
      default: return true
      }
    case .unknown, .constant, .null, .pointer, .buffer, .register, .aggregate, .enumCase, .object,
      .array, .closure, .function, .type, .range:
      return true
    }
  }

  /// What a chain of control blocks of a known form leads the engine to: the buffers they name and the
  /// blocks behind the first; nil where neither the type of the first block nor the way it is written
  /// says which member is where.
  func chain(
    from first: Pointer, _ block: Platform.ControlBlock, _ site: Site, _ state: State
  ) -> (buffers: [TransferBuffer], isRing: Bool)? {
    guard var fields = members(of: first, block, state) else { return nil }
    var buffers = named(by: fields, block, site)
    var seen = [held(first)]
    while seen.count < Self.longestChain, let next = block.next.flatMap({ fields[$0]?.pointer }) {
      let target = held(next)
      if seen.contains(target) { return (buffers, true) }
      guard let more = members(of: target, block, state) else { break }
      seen.append(target)
      buffers.append(
        TransferBuffer(
          pointer: target, direction: .deviceReads, length: .integer(Int64(block.size)),
          handedOver: site, isDirectionKnown: true))
      buffers += named(by: more, block, site)
      fields = more
    }
    return (buffers, false)
  }

  /// Blocks of a chain that are followed.
  private static var longestChain: Int { 16 }

  /// An address as memory has it, whatever an engine has to have in it.
  private func held(_ pointer: Pointer) -> Pointer {
    var held = pointer
    held.validity = nil
    held.setBits = 0
    held.isNumber = false
    return held
  }

  /// The fields of a control block by their offsets.
  private func members(
    of pointer: Pointer, _ block: Platform.ControlBlock, _ state: State
  ) -> [UInt64: Value]? {
    let held = held(pointer)
    guard case .aggregate(let named, let members) = words(at: held, state) else { return nil }
    let declared = held.region.path.isEmpty ? self[held.region.storage].type : nil
    let entry = (named ?? declared).flatMap { program.type(named: $0.name) }
    var fields: [UInt64: Value] = [:]
    for name in members.keys.sorted() {
      let known = entry.flatMap { TypeLayout.offset(of: name, in: $0, program) }
      guard let offset = known ?? cellOffset(name, from: held), offset < block.size else {
        continue
      }
      fields[offset] = resolved(members[name] ?? .unknown, state)
    }
    return entry != nil || !fields.isEmpty ? fields : nil
  }

  private func named(
    by fields: [UInt64: Value], _ block: Platform.ControlBlock, _ site: Site
  ) -> [TransferBuffer] {
    var length = Value.unknown
    if let shape = fields[block.shape], !mayHave(block.shapeMask, shape) {
      length = fields[block.length] ?? .unknown
    }
    return [
      (block.source, FunctionModel.Direction.deviceReads), (block.destination, .deviceWrites),
    ]
    .compactMap { offset, direction in
      fields[offset]?.pointer.map { target in
        TransferBuffer(
          pointer: target.asAddress, direction: direction, length: length, handedOver: site,
          isDirectionKnown: true)
      }
    }
  }
}

extension Interpreter {
  /// What a descriptor holds: members, or the words of memory that is written by words.
  private func words(at pointer: Pointer, _ state: State) -> Value {
    if pointer.region.path.isEmpty,
      case .aggregate(_, let members)? = state.memory[pointer.region.storage],
      members.keys.contains(where: { $0.utf8.first == Ascii.at })
    {
      return state.memory[pointer.region.storage] ?? .unknown
    }
    return peek(pointer, state)
  }

  /// Where a word that is kept by its place in memory stands in a block that begins at a pointer.
  private func cellOffset(_ name: String, from pointer: Pointer) -> UInt64? {
    guard name.utf8.first == Ascii.at, let place = Int64(name.dropFirst()),
      let start = pointer.offset, place >= start
    else { return nil }
    return UInt64(bitPattern: place &- start)
  }
}

extension Platform.Engine {
  /// Where the CPU has the register that this engine sees at an address.
  fileprivate func register(at bus: UInt64) -> UInt64? {
    for place in peripheralBus where bus >= place.bus {
      let (address, overflow) = place.cpu.first.addingReportingOverflow(bus &- place.bus)
      if !overflow, place.cpu.contains(address) { return address }
    }
    return nil
  }

  /// The CPU's address of the register that a number names on this engine's bus.
  func registerOnBus(_ value: Value) -> Int64? {
    guard let number = value.integerValue else { return nil }
    return register(at: UInt64(bitPattern: number)).map { Int64(bitPattern: $0) }
  }
}
