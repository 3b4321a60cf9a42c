/// How the core sees a piece of memory.
enum MemoryType: Hashable, Sendable {
  /// No cache stands between the core and the device; the fact that says so.
  case coherent
  case nonCacheable(reason: String)
  case cacheable
  /// The fact that is missing.
  case unknown(String)
}

extension Interpreter {
  /// The memory type of a buffer, by the first source that applies (contract, section 5).
  func memoryType(of pointer: Pointer, length: Value = .unknown) -> MemoryType {
    guard hasCacheInTheWay else { return .coherent }
    let storage = pointer.region.storage
    if let range = range(of: pointer, length: length),
      let type = memoryType(over: range, of: self[storage])
    {
      return type
    }
    if let offset = pointer.offset, pointer.region.path.isEmpty,
      let type = memoryType(
        anchoredAt: storage, offset: offset, length: length.integerValue)
    {
      return type
    }
    return memoryType(of: storage)
  }

  /// Whether writes to a buffer go to memory at once, so that its lines are never dirty.
  func isWriteThrough(_ buffer: TransferBuffer) -> Bool {
    isWriteThrough(buffer.pointer, length: buffer.length)
  }

  func isWriteThrough(_ pointer: Pointer, length: Value) -> Bool {
    if let range = range(of: pointer, length: length) {
      return regions.parts(of: range).allSatisfy { $0.entry?.isWriteThrough == true }
    }
    let name = self[pointer.region.storage].name
    return knownSetUp.inForce.last { $0.anchor?.name == name }?.isWriteThrough == true
  }

  /// Whether a data cache that DMA does not see is switched on.
  var hasCacheInTheWay: Bool {
    platform.cache.map { !$0.isCoherent && settings.isCacheOn } ?? false
  }

  /// The memory type of a storage, by the first source that applies (contract, section 5).
  func memoryType(of id: StorageID) -> MemoryType {
    guard hasCacheInTheWay else { return .coherent }
    let storage = self[id]
    if let range = range(of: id), let type = memoryType(over: range, of: storage) { return type }
    if let type = memoryType(anchoredAt: id, offset: 0, length: nil) { return type }
    if let section = storage.section {
      if settings.nonCacheableSections.contains(where: { Self.section(section, isWithin: $0) }) {
        return .nonCacheable(reason: "section \(section) is non-cacheable (configuration)")
      }
      if let region = platform.sections.first(where: { Self.section(section, isWithin: $0.section) }
      ),
        let memory = platform.regions.first(where: { $0.name == region.region })
      {
        switch regions.entry(at: memory.range.first)?.cacheability {
        case .nonCacheable: return .nonCacheable(reason: "section \(section) is in \(memory.name)")
        case .cacheable: return .cacheable
        case .undecided, .unknown, nil: break
        }
      }
      // Tables that make all memory one kind leave nothing to a name.
      if regions.onlyKind != .cacheable,
        Self.conventionalSections.contains(where: { Self.section(section, isWithin: $0) })
      {
        return .nonCacheable(reason: "section \(section) is non-cacheable (by its name)")
      }
    }
    if storage.allocator?.isNonCacheable == true {
      return .nonCacheable(reason: "\(storage.allocator?.name ?? "") gives non-cacheable memory")
    }
    if case .pointee = storage.kind { return .unknown("where '\(storage.name)' points") }
    if storage.kind == .heap, storage.allocator?.isDMACapable == true {
      return .unknown("whether '\(storage.allocator?.name ?? "")' gives cacheable memory")
    }
    return memoryTypeWithoutPlace(of: storage)
  }

  /// The memory type of something that lies nobody knows where in ordinary memory.
  private func memoryTypeWithoutPlace(of storage: Storage) -> MemoryType {
    if let doubt = regions.doubt(of: nil) { return .unknown("where \(doubt) lies") }
    if regions.onlyKind == .nonCacheable {
      return .nonCacheable(reason: "the translation tables have no memory cached")
    }
    if let region = regions.uncachedMemory(of: platform) {
      return .unknown("whether '\(storage.name)' lies in \(region): --elf would say")
    }
    return .cacheable
  }

  /// The memory type that a region of the set-up gives a variable that it begins in.
  private func memoryType(
    anchoredAt id: StorageID, offset: Int64, length: Int64?
  ) -> MemoryType? {
    let storage = self[id]
    guard case .global = storage.kind else { return nil }
    for region in knownSetUp.inForce.reversed() {
      guard let anchor = region.anchor, anchor.name == storage.name, let size = region.byteCount
      else { continue }
      let start = offset &- anchor.offset
      let end = start &+ (length ?? storage.size.map { Int64(clamping: $0) } ?? 1)
      guard start >= 0, end <= Int64(clamping: size) else { continue }
      switch region.attributes {
      case .nonCacheable: return .nonCacheable(reason: "\(region.name) is not cached")
      case .cacheable: return .cacheable
      case .reserved, .unknown: return .unknown("what the set-up of \(region.name) makes of it")
      }
    }
    return nil
  }

  /// The memory type of a storage by its addresses; nil where those that the link gives decide nothing.
  private func memoryType(over range: Platform.AddressRange, of storage: Storage) -> MemoryType? {
    guard let placement = storage.placement else { return memoryType(over: range) }
    if let assumption = placement.assumption { assumptions.insert(assumption) }
    let parts = regions.parts(of: range)
    // Only the page tables say what DRAM is, and the link does not: the next source is asked.
    if platform.hasMMU, !parts.contains(where: { $0.entry?.origin == .setUp }),
      parts.contains(where: { [.undecided, nil].contains($0.entry?.cacheability) })
    {
      return nil
    }
    // It lies somewhere within the range: that decides only where all of it is alike.
    guard placement.address == nil,
      Set(parts.map { memoryType(over: $0.range) == .cacheable }).count > 1
    else { return memoryType(over: range) }
    return .unknown(
      "where in \(placement.region ?? placement.section) '\(storage.name)' will lie: --elf would say"
    )
  }

  /// The memory type of a range of addresses: it is as bad as the worst of its parts.
  func memoryType(over range: Platform.AddressRange) -> MemoryType {
    var reason: String?
    var missing: String?
    for part in regions.parts(of: range) {
      let isFixed = part.entry?.origin == .platform && part.entry?.cacheability == .nonCacheable
      if !isFixed, let doubt = regions.doubt(of: part.entry) {
        missing = "where \(doubt) lies"
        continue
      }
      switch part.entry?.cacheability {
      case .cacheable: return .cacheable
      case .nonCacheable: reason = "\(part.entry?.name ?? "") is not cached"
      case .unknown: missing = "what the set-up of \(part.entry?.name ?? "") makes of it"
      case .undecided, nil:
        guard platform.hasMMU else { return .cacheable }
        missing = "how the page tables map 0x\(String(part.range.first, radix: 16))"
      }
    }
    if let missing { return .unknown(missing) }
    return .nonCacheable(reason: reason ?? "")
  }

  /// Sections that count as non-cacheable by their names (contract, section 5).
  static let conventionalSections = [
    ".dma", ".dma_nc", ".dma_buffer", ".nocache", ".noncacheable",
  ]

  static func section(_ name: String, isWithin other: String) -> Bool {
    name == other || name.hasPrefix(other + ".")
  }

  /// Whether no operation cleans or invalidates the buffer, and the start does not either.
  func isUnmaintained(_ buffer: TransferBuffer, _ id: TransferID) -> Bool {
    !maintainedStorages.contains(buffer.pointer.region.storage)
      && transfers[Int(id.index)].model?.maintains.isEmpty != false
  }

  /// A finding that holds only if nothing maintains the buffer later on either.
  func claim(_ candidate: Candidate, unmaintained buffer: TransferBuffer) {
    let id = buffer.pointer.region.storage
    claims[candidate, default: []].insert(id)
    // Until somebody writes it, what start-up code has copied with the cache off is in memory. The
    // first value of a Swift variable may be stored later, when it is used first.
    guard buffer.direction == .deviceReads, case .global = self[id].kind,
      let global = program.global(named: self[id].name), !global.isExternal,
      isC(global.range.file)
    else { return }
    unlessUntouched[candidate, default: []].insert(id)
  }

  /// Whether a finding has turned out not to hold: something does maintain its buffer.
  func isRefuted(_ candidate: Candidate) -> Bool {
    if claims[candidate]?.contains(where: maintainedStorages.contains) == true { return true }
    if let readOnly = unlessUntouched[candidate], readOnly == claims[candidate],
      readOnly.allSatisfy({ !filledStorages.contains($0) && !exposedStorages.contains($0) })
    {
      return true
    }
    // A start that is refused while the channel is busy starts nothing, where somebody asks.
    return (candidate.code == "DMA402" || candidate.code == "DMA601")
      && !refusalChecks.isEmpty && refusalChecks.contains(candidate.site)
  }

  /// Whether the section of a storage says that it is meant not to be cached.
  func isNonCacheableByName(_ id: StorageID) -> Bool {
    guard let section = self[id].section else { return false }
    return Self.conventionalSections.contains { Self.section(section, isWithin: $0) }
  }
}
