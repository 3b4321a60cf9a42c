/// The platform's memory with the DMA buffers of a firmware placed in it.
public struct MemoryMap: Sendable {
  public var platform: String
  /// The data cache, in words.
  public var cache: String
  /// Bytes of a cache line that DMA has to respect; nil where no cache is in the way.
  public var line: UInt64?
  /// By address.
  public var regions: [Region] = []
  /// Buffers that lie in no region, or nobody knows where.
  public var elsewhere: [Buffer] = []

  public init(platform: String, cache: String, line: UInt64?) {
    self.platform = platform
    self.cache = cache
    self.line = line
  }

  /// A memory of the platform, or a region of the linker script where the platform names none.
  public struct Region: Sendable {
    public var name: String
    public var first: UInt64
    public var last: UInt64
    /// `ram`, `flash` …
    public var kind: String
    /// What holds for its parts, by address: one where all of it is alike.
    public var attributes: [Attribute] = []
    /// Names of the engines that reach it; nil is every engine.
    public var engines: [String]?
    public var buffers: [Buffer] = []
  }

  /// How the core sees a part of a region, and who says so.
  public struct Attribute: Hashable, Sendable {
    public var first: UInt64
    public var last: UInt64
    public var text: String
  }

  /// Memory that a transfer uses.
  public struct Buffer: Sendable {
    public var name: String
    /// The addresses that it has or, where `isExact` is false, between which it lies.
    public var first: UInt64?
    public var last: UInt64?
    public var isExact = false
    public var size: UInt64?
    public var section: String
    public var verdict: Verdict
    /// The clauses that are not kept, with the rules or the missing fact.
    public var remarks: [String] = []
    /// Where it is declared, or where its transfer starts.
    public var range: SourceRange
    /// What shares its cache lines.
    public var neighbours: [PlacedObject] = []
  }
}

extension Interpreter {
  /// The map of the memory as this run has seen it.
  func memoryMap(_ entries: [LedgerEntry]) -> MemoryMap {
    let isCached = hasCacheInTheWay
    var map = MemoryMap(
      platform: platform.name,
      cache: platform.cache == nil
        ? "no data cache that matters to DMA" : isCached ? "data cache on" : "data cache off",
      line: isCached ? platform.cache.map { UInt64($0.line) } : nil)
    map.regions = mapRegions()
    for buffer in mapBuffers(entries, line: map.line) {
      let home = map.regions.indices.filter { index in
        guard let first = buffer.first, let last = buffer.last else { return false }
        return map.regions[index].first <= first && last <= map.regions[index].last
      }.min {
        map.regions[$0].last - map.regions[$0].first < map.regions[$1].last - map.regions[$1].first
      }
      if let home {
        map.regions[home].buffers.append(buffer)
      } else {
        map.elsewhere.append(buffer)
      }
    }
    return map
  }

  private func mapRegions() -> [MemoryMap.Region] {
    var found: [MemoryMap.Region] = []
    for region in platform.regions {
      switch region.kind {
      case .device: continue
      case .ram, .tightlyCoupled, .flash, .externalRAM, .rom: break
      }
      found.append(
        MemoryMap.Region(
          name: region.name, first: region.range.first, last: region.range.last,
          kind: region.kind.rawValue, attributes: attributes(of: region.range),
          engines: region.reachableBy))
    }
    for region in link.scriptRegions
    where !found.contains(where: { $0.first <= region.last && region.first <= $0.last }) {
      let range = Platform.AddressRange(first: region.first, last: region.last)
      found.append(
        MemoryMap.Region(
          name: region.name, first: region.first, last: region.last, kind: "linker script",
          attributes: attributes(of: range)))
    }
    return found.sorted { ($0.first, $0.last, $0.name) < ($1.first, $1.last, $1.name) }
  }

  private func attributes(of range: Platform.AddressRange) -> [MemoryMap.Attribute] {
    guard hasCacheInTheWay else { return [] }
    var found: [MemoryMap.Attribute] = []
    for part in regions.parts(of: range) {
      let text = attribute(of: part)
      if let last = found.last, last.text == text {
        found[found.count - 1].last = part.range.last
      } else {
        found.append(
          MemoryMap.Attribute(first: part.range.first, last: part.range.last, text: text))
      }
    }
    return found
  }

  private func attribute(of part: RegionMap.Part) -> String {
    let text: String
    switch part.entry?.cacheability {
    case .cacheable: text = "cacheable"
    case .nonCacheable: text = "not cached"
    case .unknown: text = "attributes unknown"
    case .undecided, nil: text = platform.hasMMU ? "by the page tables" : "cacheable"
    }
    guard let entry = part.entry, entry.origin == .setUp else { return text }
    return "\(text) (\(entry.name))"
  }

  private func mapBuffers(_ entries: [LedgerEntry], line: UInt64?) -> [MemoryMap.Buffer] {
    var byStart: [SourceRange: [LedgerEntry]] = [:]
    for entry in entries { byStart[entry.range, default: []].append(entry) }
    var found: [StorageID: [LedgerEntry]] = [:]
    for record in transfers {
      let own = record.starts.sorted().flatMap { byStart[$0.range] ?? [] }
      for storage in record.storages { found[storage, default: []] += own }
    }
    struct Identity: Hashable {
      let name: String
      let range: SourceRange
      let first: UInt64?
    }
    var seen: Set<Identity> = []
    return found.keys.sorted().compactMap { id in
      guard let own = found[id], let first = own.first else { return nil }
      let buffer = mapBuffer(id, own, first, line)
      // One variable of a function that runs in several contexts is one buffer.
      let key = Identity(name: buffer.name, range: buffer.range, first: buffer.first)
      return seen.insert(key).inserted ? buffer : nil
    }.sorted {
      ($0.first ?? .max, $0.name, $0.range) < ($1.first ?? .max, $1.name, $1.range)
    }
  }

  private func mapBuffer(
    _ id: StorageID, _ entries: [LedgerEntry], _ entry: LedgerEntry, _ line: UInt64?
  ) -> MemoryMap.Buffer {
    let storage = self[id]
    let range = range(of: id)
    var remarks: [String] = []
    for clause in entries.flatMap(\.clauses) {
      let text: String
      switch clause.verdict {
      case .kept: continue
      case .violated:
        let codes = Set(clause.violatedBy).sorted().map { "\($0)" }.joined(separator: ", ")
        text = "\(clause.family.code) violated: \(codes)"
      case .unknown: text = "\(clause.family.code) unknown: \(clause.reason ?? "")"
      }
      if !remarks.contains(text) { remarks.append(text) }
    }
    var buffer = MemoryMap.Buffer(
      name: storage.name.isEmpty ? entry.buffer : storage.name, first: range?.first,
      last: range?.last, isExact: address(of: id) != nil,
      size: storage.size ?? storage.placement?.size,
      section: storage.placement?.section ?? storage.section ?? "",
      verdict: entries.map(\.verdict).max() ?? .unknown, remarks: remarks,
      range: storage.site == .nowhere ? entry.range : storage.site.range)
    if buffer.isExact, let line, let range {
      let first = range.first - range.first % line
      let (last, overflow) = range.last.addingReportingOverflow(line - 1 - range.last % line)
      if !overflow {
        buffer.neighbours = link.objects(from: first, through: last).filter {
          $0.last < range.first || $0.address > range.last
        }
      }
    }
    return buffer
  }
}
