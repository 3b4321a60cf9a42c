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
  /// The address at which a storage begins, where it is known: the program names it, or the link does.
  func address(of id: StorageID) -> UInt64? {
    if case .absolute(let address) = self[id].kind { return address }
    return nil
  }

  /// The addresses that a buffer has; one byte where its length is not known.
  func range(of pointer: Pointer, length: Value) -> Platform.AddressRange? {
    guard let start = address(of: pointer.region.storage), let offset = pointer.offset,
      pointer.region.path.isEmpty
    else { return nil }
    let first = start &+ UInt64(bitPattern: offset)
    let size = length.integerValue ?? self[pointer.region.storage].size.map { Int64(clamping: $0) }
    let (last, overflow) = first.addingReportingOverflow(UInt64(max(1, size ?? 1)) - 1)
    return overflow ? nil : Platform.AddressRange(first: first, last: last)
  }

  /// The memory type of a buffer, by the first source that applies (contract, section 5).
  func memoryType(of pointer: Pointer, length: Value = .unknown) -> MemoryType {
    guard hasCacheInTheWay else { return .coherent }
    guard let range = range(of: pointer, length: length) else {
      return memoryType(of: pointer.region.storage)
    }
    return memoryType(over: range)
  }

  /// Whether a data cache that DMA does not see is switched on.
  var hasCacheInTheWay: Bool {
    platform.cache.map { !$0.isCoherent && settings.isCacheOn } ?? false
  }

  /// The memory type of a storage, by the first source that applies (contract, section 5).
  func memoryType(of id: StorageID) -> MemoryType {
    guard hasCacheInTheWay else { return .coherent }
    let storage = self[id]
    if let address = address(of: id) {
      let last = address.addingReportingOverflow(max(1, storage.size ?? 1) - 1)
      return memoryType(
        over: Platform.AddressRange(
          first: address, last: last.overflow ? address : last.partialValue))
    }
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
      if Self.conventionalSections.contains(where: { Self.section(section, isWithin: $0) }) {
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
    return .cacheable
  }

  /// The memory type of a range of addresses: it is as bad as the worst of its parts.
  func memoryType(over range: Platform.AddressRange) -> MemoryType {
    var reason: String?
    var missing: String?
    for part in regions.parts(of: range) {
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
    claims[candidate, default: []].insert(buffer.pointer.region.storage)
  }

  /// Whether a finding has turned out not to hold: something does maintain its buffer.
  func isRefuted(_ candidate: Candidate) -> Bool {
    claims[candidate]?.contains(where: maintainedStorages.contains) == true
  }

  /// Whether the section of a storage says that it is meant not to be cached.
  func isNonCacheableByName(_ id: StorageID) -> Bool {
    guard let section = self[id].section else { return false }
    return Self.conventionalSections.contains { Self.section(section, isWithin: $0) }
  }
}
