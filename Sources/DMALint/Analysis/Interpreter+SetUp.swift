/// Set-up of memory: regions of a memory protection unit, caches, and the order of it all.
extension Interpreter {
  /// Registers of the system control space (Arm DDI 0403E, B3.2.8 and B3.5.4; Arm DDI 0553, MPU).
  private enum Register {
    static let configuration: Int64 = 0xE000_ED14
    static let control: Int64 = 0xE000_ED94
    static let number: Int64 = 0xE000_ED98
    static let base: Int64 = 0xE000_ED9C
    /// Attribute and size (PMSAv7), or limit (PMSAv8).
    static let attributes: Int64 = 0xE000_EDA0
    /// The three further pairs of base and attributes end here.
    static let lastAlias: Int64 = 0xE000_EDB8
    static let memoryAttributes: Int64 = 0xE000_EDC0
    /// Maintenance of the data cache, by address and by set and way (Arm DDI 0403E, B2.2.7).
    static let invalidate: Int64 = 0xE000_EF5C
    static let invalidateWay: Int64 = 0xE000_EF60
    static let clean: Int64 = 0xE000_EF68
    static let cleanWay: Int64 = 0xE000_EF6C
    static let cleanInvalidate: Int64 = 0xE000_EF70
    static let cleanInvalidateWay: Int64 = 0xE000_EF74
  }

  /// Takes what a survey has found as true for the whole firmware.
  func take(_ setUp: SetUpLog) {
    knownSetUp = setUp
    setUp.apply(to: &regions)
    for mapping in setUp.mappings where mapping.entry.cacheability == .unknown {
      gaps.insert(
        Gap(
          mapping.site.range,
          "whether \(mapping.entry.name) is cached is not known: its attributes are not understood",
          mayHideTransfer: false))
    }
    if let site = setUp.unreadTables {
      gaps.insert(
        Gap(
          site.range,
          "the translation tables that are switched on here could not be read: which memory is "
            + "cached is not known", mayHideTransfer: false))
    }
    for region in setUp.inForce {
      let missing: String
      if !region.isPlaced {
        missing = "where this region of the memory protection unit lies"
      } else if region.attributes == .unknown {
        missing = "whether this region of the memory protection unit is cached"
      } else {
        continue
      }
      gaps.insert(
        Gap(
          region.site.range, "\(missing) is not known: memory that it may cover is unknown",
          mayHideTransfer: false))
    }
  }

  /// A register of the core is written: parts of a region, or a switch.
  func setUp(register address: Int64, _ value: Value, _ site: Site, _ state: inout State) {
    switch address {
    case Register.control:
      // A value that is not known is one that switches it on: nobody computes how to switch it off.
      let isOn = bit(0, of: value) ?? true
      reach(isOn ? .memoryProtectionOn : .memoryProtectionOff, site, &state)
    case Register.configuration:
      if let isOn = bit(16, of: value) { reach(isOn ? .cacheOn : .cacheOff, site, &state) }
    case Register.attributes...Register.lastAlias where address & 4 == 0:
      let base = state.registers[.integer(address &- 4)] ?? .unknown
      let number = state.registers[.integer(Register.number)] ?? .unknown
      if value.integerValue == nil, let isEnabled = bit(0, of: value),
        setUpLog.switchRegion(number.integerValue, isEnabled)
      {
        return
      }
      var region = ProtectionRegion(site: site, number: number.integerValue)
      read(base: base, into: &region)
      read(attributes: value, into: &region, state)
      setUpLog.add(region)
    case Register.invalidate: maintain([.invalidatesAfter], at: value, site, &state)
    case Register.clean: maintain([.cleansBefore], at: value, site, &state)
    case Register.cleanInvalidate:
      maintain([.cleansBefore, .invalidatesAfter], at: value, site, &state)
    case Register.invalidateWay: maintainAll([.invalidatesAfter], site, &state)
    case Register.cleanWay: maintainAll([.cleansBefore], site, &state)
    case Register.cleanInvalidateWay:
      maintainAll([.cleansBefore, .invalidatesAfter], site, &state)
    default: break
    }
  }

  /// A line is maintained by a register of the core, as a rule in a loop: then all that the loop goes
  /// through is. Where the address is not known it may be any line, and no clause about caches is decided
  /// by it.
  private func maintain(
    _ kinds: [FunctionModel.Maintenance], at address: Value, _ site: Site, _ state: inout State
  ) {
    guard let pointer = address.pointer ?? memory(at: address) else {
      perhapsMaintained.formUnion(state.buffers.keys.map(\.storage))
      maintainAll(kinds, site, &state)
      return
    }
    maintainedLines += 1
    // An index that is known by its bounds stands for all rounds.
    guard countsLines, let offset = pointer.offset, offset >= 0, pointer.sweep == nil,
      pointer.floor == nil, !pointer.isScattered,
      let line = platform.cache.map({ Int64($0.line) }), line > 0
    else {
      maintain(kinds, pointer.region.trackable, site, &state)
      return
    }
    let start = offset / line * line
    maintain(kinds, start..<start + line, of: pointer.region.trackable, site, &state)
  }

  /// The whole cache, set by set and way by way.
  private func maintainAll(
    _ kinds: [FunctionModel.Maintenance], _ site: Site, _ state: inout State
  ) {
    for region in state.buffers.keys { maintain(kinds, region, site, &state) }
  }

  private func maintain(
    _ kinds: [FunctionModel.Maintenance], _ region: Region, _ site: Site, _ state: inout State
  ) {
    maintainedStorages.insert(region.storage)
    if kinds == [.invalidatesAfter] { loseWrites(to: region, nil, site, &state) }
    for kind in kinds { apply(kind, to: region, nil, site, &state) }
  }

  /// A call of a function whose model says that it sets something up.
  func setUp(
    _ step: FunctionModel.SetUp, _ parts: ModelCall, in frame: FrameID, _ state: inout State
  ) {
    switch step {
    case .memoryProtectionRegion:
      for var region in regions(parts, state) {
        region.calls = calls(to: frame).suffix(3).reversed()
        setUpLog.add(region)
      }
    case .memoryManagementOn:
      setUp(systemRegistersOf: parts, &state)
      reach(step, parts.site, &state)
    case .cacheOn, .cacheOff, .memoryProtectionOn, .memoryProtectionOff:
      reach(step, parts.site, &state)
    }
  }

  /// The regions that a call describes; one that is not understood stands for what it may be.
  private func regions(_ parts: ModelCall, _ state: State) -> [ProtectionRegion] {
    let unknown = ProtectionRegion(site: parts.site, number: nil)
    guard let source = parts.model.region else { return [unknown] }
    guard let table = source.table else {
      return [
        region(source, parts.site, state) { place in
          let value = parts.value(place.parameter, self, state)
          guard let field = place.field else { return value }
          guard let pointer = value.pointer else { return .unknown }
          return peek(pointer.member(field), state)
        }
      ]
    }
    let count = parts.value(table.count, self, state).integerValue
    guard let rows = rows(of: parts.value(table.parameter, self, state), state),
      let count = count, 0...Int64(rows.count) ~= count
    else { return [unknown] }
    return rows.prefix(Int(count)).map { row in
      region(source, parts.site, state) { place in
        guard case .aggregate(_, let members) = resolved(row, state), let field = place.field
        else { return .unknown }
        return members[field] ?? .unknown
      }
    }
  }

  /// The elements of a table in the order of their indices.
  private func rows(of value: Value, _ state: State) -> [Value]? {
    switch resolved(value, state) {
    case .array(let storage): return tables[storage]?.map(\.value)
    case .pointer(let pointer), .buffer(let pointer, _):
      if let table = tables[pointer.region.storage] {
        return pointer.offset == 0 ? table.map(\.value) : nil
      }
      guard pointer.offset == 0 else { return nil }
      return rows(of: peek(pointer, state), state)
    case .aggregate(_, let members):
      let rows = (0..<members.count).compactMap { members[String($0)] }
      // A single descriptor is a table of one.
      return rows.isEmpty ? [value] : rows
    case .unknown, .symbol, .integer, .constant, .null, .register, .enumCase, .closure, .function,
      .type, .range, .object:
      return nil
    }
  }

  private func region(
    _ source: RegionSource, _ site: Site, _ state: State, _ read: (RegionSource.Place) -> Value
  ) -> ProtectionRegion {
    func value(_ part: RegionSource.Part) -> Value? {
      guard let place = source.parts[part] else { return nil }
      let value = resolved(read(place), state)
      if case .constant(let name) = value, let meaning = source.meanings[name] {
        return .integer(Int64(bitPattern: meaning))
      }
      return value
    }
    func number(_ part: RegionSource.Part) -> UInt64? {
      value(part)?.integerValue.map { UInt64(bitPattern: $0) }
    }
    var region = ProtectionRegion(site: site, number: value(.number)?.integerValue)
    if region.number == nil, source.parts[.number] == nil {
      region.number = state.registers[.integer(Register.number)]?.integerValue
    }
    if let base = value(.base) { self.read(base: base, into: &region) }
    if let attributes = value(.attributes) ?? value(.limit) {
      self.read(attributes: attributes, into: &region, state)
      if source.enables { region.isEnabled = true }
      if let subregions = number(.subregions) { region.disabledEighths = subregions }
      return region
    }
    if source.parts[.enable] != nil { region.isEnabled = number(.enable).map { $0 & 1 != 0 } }
    // SIZE holds log2 of the size less one.
    region.sizeBits = number(.size).map { Int64($0 & 0x1F) + 1 }
    region.disabledEighths = number(.subregions) ?? 0
    if region.isEnabled != nil, let tex = number(.typeExtension),
      let shareable = number(.shareable), let cacheable = number(.cacheable),
      let bufferable = number(.bufferable)
    {
      region.attributes = ProtectionRegion.attributes(
        tex: tex, shareable: shareable != 0, cacheable: cacheable != 0,
        bufferable: bufferable != 0,
        cachesShareable: platform.protection?.cachesShareable ?? true)
      region.isWriteThrough = ProtectionRegion.isWriteThrough(
        tex: tex, cacheable: cacheable != 0, bufferable: bufferable != 0)
    }
    return region
  }

  /// The base register: the lowest bits are a region number (if VALID is set) and no address.
  private func read(base value: Value, into region: inout ProtectionRegion) {
    var address: UInt64?
    if let number = value.integerValue {
      address = UInt64(bitPattern: number)
    } else if let pointer = value.pointer, let offset = pointer.offset {
      let storage = self[pointer.region.storage]
      address = self.address(of: pointer.region.storage).map {
        ($0 &+ UInt64(bitPattern: offset)) | pointer.setBits
      }
      if address == nil, storage.kind == .global {
        region.anchor = ProtectionRegion.Anchor(
          name: storage.name, offset: offset,
          isLinkerSymbol: program.global(named: storage.name)?.isExternal != false,
          alignment: storage.alignment)
        if platform.protection?.architecture != .pmsav8, pointer.setBits & 0x10 != 0 {
          region.number = Int64(pointer.setBits & 0xF)
        }
      }
    }
    guard let address else { return }
    if platform.protection?.architecture != .pmsav8, address & 0x10 != 0 {
      region.number = Int64(address & 0xF)
    }
    region.base = address & ~0x1F
  }

  private func read(attributes value: Value, into region: inout ProtectionRegion, _ state: State) {
    if platform.protection?.architecture == .pmsav8 {
      return read(limit: value, into: &region, state)
    }
    guard let number = value.integerValue else { return }
    let bits = UInt64(bitPattern: number)
    region.isEnabled = bits & 1 != 0
    region.sizeBits = Int64(bits >> 1 & 0x1F) + 1
    region.disabledEighths = bits >> 8 & 0xFF
    region.attributes = ProtectionRegion.attributes(
      tex: bits >> 19 & 7, shareable: bits >> 18 & 1 != 0, cacheable: bits >> 17 & 1 != 0,
      bufferable: bits >> 16 & 1 != 0,
      cachesShareable: platform.protection?.cachesShareable ?? true)
    region.isWriteThrough = ProtectionRegion.isWriteThrough(
      tex: bits >> 19 & 7, cacheable: bits >> 17 & 1 != 0, bufferable: bits >> 16 & 1 != 0)
  }

  /// PMSAv8: the limit, the index of the attributes, and the bit that enables the region.
  private func read(limit value: Value, into region: inout ProtectionRegion, _ state: State) {
    guard let number = value.integerValue else { return }
    let bits = UInt64(bitPattern: number)
    region.isEnabled = bits & 1 != 0
    region.last = bits & ~0x1F | 0x1F
    let index = Int64(bits >> 1 & 7)
    let register = Register.memoryAttributes + index / 4 * 4
    guard let all = state.registers[.integer(register)]?.integerValue else { return }
    let kind = UInt64(bitPattern: all) >> UInt64(index % 4 * 8) & 0xFF
    // Device (0x0n) and Normal with the inner policy 0b0100 are not cached.
    region.attributes = kind & 0xF0 == 0 || kind & 0xF == 4 ? .nonCacheable : .cacheable
  }

  /// One bit of a value, as far as `|` and `&` with constants tell.
  func bit(_ index: Int64, of value: Value) -> Bool? {
    switch value {
    case .integer(let bits): return bits >> index & 1 != 0
    case .symbol(let id):
      switch term(id) {
      case .binary("|", _, .integer(let bits)) where bits >> index & 1 != 0: return true
      case .binary("&", _, .integer(let bits)) where bits >> index & 1 == 0: return false
      default: return nil
      }
    default: return nil
    }
  }

  /// A step of the set-up is done on this path.
  func reach(_ step: FunctionModel.SetUp, _ site: Site, _ state: inout State) {
    switch step {
    case .cacheOn:
      setUpLog.switchedCacheOn(site)
      state.milestones.insert(Milestone.cache)
    case .cacheOff: state.milestones.remove(Milestone.cache)
    case .memoryProtectionOn:
      setUpLog.switchedOn(site)
      state.milestones.insert(Milestone.protection)
      settle(Milestone.protection)
    case .memoryProtectionOff:
      if isFromEntry { setUpLog.switchedOff(site) }
      state.milestones.remove(Milestone.protection)
    case .memoryManagementOn:
      setUpLog.switchedOn(site)
      state.milestones.insert(Milestone.management)
      settle(Milestone.management)
    case .memoryProtectionRegion: break
    }
  }

  /// Something that was used too early is set up now: what was kept back is a finding.
  func settle(_ milestone: String) {
    guard isFromEntry, let early = earlyUses.removeValue(forKey: milestone) else { return }
    candidates.formUnion(early)
  }
}

/// The names of steps of the set-up in a state's milestones.
enum Milestone {
  static let cache = "cache"
  static let protection = "protection"
  static let management = "management"
}
