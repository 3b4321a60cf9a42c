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
  }

  /// Takes what a survey has found as true for the whole firmware.
  func take(_ setUp: SetUpLog) {
    knownSetUp = setUp
    setUp.apply(to: &regions)
  }

  /// A register of the core is written: parts of a region, or a switch.
  func setUp(register address: Int64, _ value: Value, _ site: Site, _ state: inout State) {
    switch address {
    case Register.control:
      if let bits = value.integerValue {
        reach(bits & 1 != 0 ? .memoryProtectionOn : .memoryProtectionOff, site, &state)
      }
    case Register.configuration:
      if let bits = setBits(of: value), bits & 1 << 16 != 0 { reach(.cacheOn, site, &state) }
    case Register.attributes...Register.lastAlias where address & 4 == 0:
      let base = state.registers[.integer(address - 4)] ?? .unknown
      let number = state.registers[.integer(Register.number)] ?? .unknown
      var region = ProtectionRegion(site: site, number: number.integerValue)
      read(base: base, into: &region)
      read(attributes: value, into: &region, state)
      setUpLog.add(region)
    default: break
    }
  }

  /// A call of a function whose model says that it sets something up.
  func setUp(_ step: FunctionModel.SetUp, _ parts: ModelCall, _ state: inout State) {
    switch step {
    case .memoryProtectionRegion:
      guard let source = parts.model.region else { return }
      setUpLog.add(region(source, parts, state))
    case .cacheOn, .cacheOff, .memoryProtectionOn, .memoryProtectionOff, .memoryManagementOn:
      reach(step, parts.site, &state)
    }
  }

  private func region(_ source: RegionSource, _ parts: ModelCall, _ state: State)
    -> ProtectionRegion
  {
    func value(_ part: RegionSource.Part) -> Value? {
      guard let place = source.parts[part] else { return nil }
      var value = parts.value(place.parameter, self, state)
      if let field = place.field {
        guard let pointer = value.pointer else { return .unknown }
        value = resolved(peek(pointer.member(field), state), state)
      }
      if case .constant(let name) = value, let meaning = source.meanings[name] {
        return .integer(Int64(bitPattern: meaning))
      }
      return value
    }
    func number(_ part: RegionSource.Part) -> UInt64? {
      value(part)?.integerValue.map { UInt64(bitPattern: $0) }
    }
    var region = ProtectionRegion(site: parts.site, number: value(.number)?.integerValue)
    if region.number == nil, source.parts[.number] == nil {
      region.number = state.registers[.integer(Register.number)]?.integerValue
    }
    if let base = value(.base) { read(base: base, into: &region) }
    if let attributes = value(.attributes) {
      read(attributes: attributes, into: &region, state)
      return region
    }
    region.isEnabled = number(.enable).map { $0 & 1 != 0 }
    // SIZE holds log2 of the size less one.
    region.sizeBits = number(.size).map { Int64($0 & 0x1F) + 1 }
    region.disabledEighths = number(.subregions) ?? 0
    if let tex = number(.typeExtension), let shareable = number(.shareable),
      let cacheable = number(.cacheable), let bufferable = number(.bufferable)
    {
      region.attributes = ProtectionRegion.attributes(
        tex: tex, shareable: shareable != 0, cacheable: cacheable != 0,
        bufferable: bufferable != 0,
        cachesShareable: platform.protection?.cachesShareable ?? true)
    }
    return region
  }

  /// The base register: the lowest bits are a region number (if VALID is set) and no address.
  private func read(base value: Value, into region: inout ProtectionRegion) {
    var address: UInt64?
    if let number = value.integerValue {
      address = UInt64(bitPattern: number)
    } else if let pointer = value.pointer, let offset = pointer.offset {
      address = self.address(of: pointer.region.storage).map {
        ($0 &+ UInt64(bitPattern: offset)) | pointer.setBits
      }
    }
    guard let address else { return }
    if platform.protection?.architecture != .pmsav8, address & 0x10 != 0 {
      region.number = Int64(address & 0xF)
    }
    region.base = address & ~0x1F
  }

  private func read(attributes value: Value, into region: inout ProtectionRegion, _ state: State) {
    guard let number = value.integerValue else { return }
    let bits = UInt64(bitPattern: number)
    region.isEnabled = bits & 1 != 0
    if platform.protection?.architecture == .pmsav8 {
      region.last = bits & ~0x1F | 0x1F
      let index = Int64(bits >> 1 & 7)
      let register = Register.memoryAttributes + index / 4 * 4
      guard let all = state.registers[.integer(register)]?.integerValue else { return }
      let kind = UInt64(bitPattern: all) >> UInt64(index % 4 * 8) & 0xFF
      // Device (0x0n) and Normal with the inner policy 0b0100 are not cached.
      region.attributes = kind & 0xF0 == 0 || kind & 0xF == 4 ? .nonCacheable : .cacheable
      return
    }
    region.sizeBits = Int64(bits >> 1 & 0x1F) + 1
    region.disabledEighths = bits >> 8 & 0xFF
    region.attributes = ProtectionRegion.attributes(
      tex: bits >> 19 & 7, shareable: bits >> 18 & 1 != 0, cacheable: bits >> 17 & 1 != 0,
      bufferable: bits >> 16 & 1 != 0,
      cachesShareable: platform.protection?.cachesShareable ?? true)
  }

  /// Bits that a value is known to have set.
  private func setBits(of value: Value) -> Int64? {
    switch value {
    case .integer(let bits): return bits
    case .symbol(let id):
      if case .binary("|", _, .integer(let bits)) = term(id) { return bits }
      return nil
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
    case .memoryProtectionOff: state.milestones.remove(Milestone.protection)
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
