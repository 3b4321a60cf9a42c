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
  /// The memory type of a storage, by the first source that applies (contract, section 5).
  func memoryType(of id: StorageID) -> MemoryType {
    guard let cache = platform.cache, !cache.isCoherent, settings.isCacheOn else {
      return .coherent
    }
    let storage = self[id]
    if case .absolute(let address) = storage.kind {
      return memoryType(at: address)
    }
    if let section = storage.section {
      if settings.nonCacheableSections.contains(where: { Self.section(section, isWithin: $0) }) {
        return .nonCacheable(reason: "section \(section) is non-cacheable (configuration)")
      }
      if let region = platform.sections.first(where: { Self.section(section, isWithin: $0.section) }
      ),
        let memory = platform.regions.first(where: { $0.name == region.region }),
        let isCacheable = memory.isCacheable
      {
        return isCacheable
          ? .cacheable : .nonCacheable(reason: "section \(section) is in \(memory.name)")
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

  private func memoryType(at address: UInt64) -> MemoryType {
    for region in platform.regions where region.range.contains(address) {
      if region.kind == .tightlyCoupled {
        return .nonCacheable(reason: "\(region.name) is not cached")
      }
      if let isCacheable = region.isCacheable {
        return isCacheable ? .cacheable : .nonCacheable(reason: "\(region.name) is not cached")
      }
    }
    if platform.hasMMU {
      return .unknown("how the page tables map 0x\(String(address, radix: 16))")
    }
    return .cacheable
  }

  /// Sections that count as non-cacheable by their names (contract, section 5).
  static let conventionalSections = [
    ".dma", ".dma_nc", ".dma_buffer", ".nocache", ".noncacheable",
  ]

  static func section(_ name: String, isWithin other: String) -> Bool {
    name == other || name.hasPrefix(other + ".")
  }
}
