/// What set-up code was seen to do to memory, in the order in which the program does it.
struct SetUpLog: Sendable {
  /// Regions of the memory protection unit as they were described.
  private(set) var regions: [ProtectionRegion] = []
  /// Ranges of descriptor tables that were handed to a mapping function.
  private(set) var mappings: [Mapping] = []
  /// What the translation tables say that some place switches on.
  private(set) var tables: [TableRange] = []
  private(set) var tablesSite: Site?
  /// Where the processor gets the address of tables.
  private(set) var base: Site?
  /// Where tables are switched on that could not be read.
  private(set) var unread: Site?
  /// A descriptor maps memory that the linker's symbols bound, and has it cached.
  private(set) var mapsCachedMemory = false
  private(set) var switchesOn: Set<Site> = []
  /// Where the entry's path switches memory protection off and not on again.
  private(set) var switchedOffLast: Site?
  /// Functions that nobody sees may switch it on.
  private(set) var hasUnseenSwitch = false
  /// Where the data cache is switched on.
  private(set) var cacheSwitches: Set<Site> = []

  /// One range of a descriptor table.
  struct Mapping: Hashable, Sendable {
    var entry: RegionMap.Entry
    var site: Site
  }

  mutating func add(_ region: ProtectionRegion) {
    // Another round over the same code says the same again.
    regions.removeAll {
      $0.site == region.site && $0.number == region.number && $0.base == region.base
    }
    regions.append(region)
  }

  /// A region that was described before is switched on or off; false where none was.
  mutating func switchRegion(_ number: Int64?, _ isEnabled: Bool) -> Bool {
    guard let number, let index = regions.lastIndex(where: { $0.number == number }) else {
      return false
    }
    regions[index].isEnabled = isEnabled
    return true
  }

  mutating func add(_ mapping: Mapping) {
    if !mappings.contains(mapping) { mappings.append(mapping) }
  }

  /// A register gets the address of translation tables.
  mutating func sawTables(_ site: Site) { base = base ?? site }

  mutating func add(tables ranges: [TableRange], _ site: Site) {
    // Other tables than before, on another path: one of them is in force.
    if ranges.isEmpty || tablesSite != nil && tables != ranges {
      unread = unread ?? site
    } else {
      tables = ranges
      tablesSite = site
    }
  }

  /// Where tables are switched on about which nothing else is known either.
  var unreadTables: Site? {
    guard mappings.isEmpty, !mapsCachedMemory else { return nil }
    return unread ?? (tables.isEmpty ? base : nil)
  }

  mutating func sawCachedMemory() { mapsCachedMemory = true }

  mutating func switchedOn(_ site: Site) {
    switchesOn.insert(site)
    switchedOffLast = nil
  }

  mutating func switchedOff(_ site: Site) { switchedOffLast = site }
  mutating func sawUnseenSwitch() { hasUnseenSwitch = true }

  /// Why no region is in force, whatever is said of it; nil where the unit is, or may be, on.
  var offReason: String? {
    if hasUnseenSwitch { return nil }
    if switchedOffLast != nil, !switchesOn.isEmpty { return "is switched off again" }
    return switchesOn.isEmpty ? "is never switched on" : nil
  }

  mutating func switchedCacheOn(_ site: Site) { cacheSwitches.insert(site) }

  /// The regions that are in force in the end.
  var inForce: [ProtectionRegion] {
    offReason == nil ? described.filter { $0.isEnabled != false } : []
  }

  /// What is said of the regions in the end: of those with one number the last, lowest number first.
  var described: [ProtectionRegion] {
    var kept: [ProtectionRegion] = []
    for region in regions {
      if let number = region.number { kept.removeAll { $0.number == number } }
      kept.append(region)
    }
    let ordered = kept.enumerated().sorted { a, b in
      (a.element.number ?? Int64(a.offset), a.offset)
        < (b.element.number ?? Int64(b.offset), b.offset)
    }
    return ordered.map(\.element)
  }

  /// Memory that a descriptor has not cached and the translation tables in force have: the tables are what
  /// the processor goes by.
  var contradictions: [(mapping: Mapping, range: TableRange)] {
    guard !mappings.isEmpty else { return [] }
    let described = RegionMap(described: mappings.map(\.entry))
    return tables.filter { $0.cacheability == .cacheable }.flatMap { table in
      described.parts(of: table.range).compactMap { part in
        guard let entry = part.entry, entry.cacheability == .nonCacheable,
          let mapping = mappings.last(where: { $0.entry == entry })
        else { return nil }
        var range = table
        range.range = part.range
        return (mapping, range)
      }
    }
  }

  /// Puts what the set-up says of memory over what the chip says.
  func apply(to map: inout RegionMap) {
    for mapping in mappings { map.add(mapping.entry) }
    for (mapping, table) in contradictions {
      var entry = mapping.entry
      entry.range = table.range
      entry.cacheability = table.cacheability
      entry.isWriteThrough = table.isWriteThrough
      map.add(entry)
    }
    if mapsCachedMemory { map.sawCachedMemory() }
    if unreadTables != nil {
      map.add(unplaced: "each kind of memory of the translation tables", .unknown)
    } else if mappings.isEmpty, !mapsCachedMemory, !tables.isEmpty {
      map.add(tables: tables)
    }
    for region in inForce {
      let cacheability: RegionMap.Cacheability =
        switch region.attributes {
        case .nonCacheable: .nonCacheable
        case .cacheable: .cacheable
        case .reserved, .unknown: .unknown
        }
      if !region.isPlaced { map.add(unplaced: region.name, cacheability) }
      for range in region.ranges {
        var entry = RegionMap.Entry(
          name: region.name, range: range, cacheability: cacheability, origin: .setUp)
        entry.isWriteThrough = region.isWriteThrough
        map.add(entry)
      }
    }
  }
}
