/// What set-up code was seen to do to memory, in the order in which the program does it.
struct SetUpLog: Sendable {
  /// Regions of the memory protection unit as they were described.
  private(set) var regions: [ProtectionRegion] = []
  /// Ranges of descriptor tables that were handed to a mapping function.
  private(set) var mappings: [Mapping] = []
  private(set) var switchesOn: Set<Site> = []
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

  mutating func add(_ mapping: Mapping) {
    if !mappings.contains(mapping) { mappings.append(mapping) }
  }

  mutating func switchedOn(_ site: Site) { switchesOn.insert(site) }
  mutating func switchedCacheOn(_ site: Site) { cacheSwitches.insert(site) }

  /// The regions that are in force in the end: of those with one number the last, lowest number first.
  var inForce: [ProtectionRegion] {
    var kept: [ProtectionRegion] = []
    for region in regions {
      if let number = region.number { kept.removeAll { $0.number == number } }
      kept.append(region)
    }
    let ordered = kept.enumerated().sorted { a, b in
      (a.element.number ?? Int64(a.offset), a.offset)
        < (b.element.number ?? Int64(b.offset), b.offset)
    }
    return ordered.map(\.element).filter { $0.isEnabled != false }
  }

  /// Puts what the set-up says of memory over what the chip says.
  func apply(to map: inout RegionMap) {
    for mapping in mappings { map.add(mapping.entry) }
    for region in inForce {
      let cacheability: RegionMap.Cacheability =
        switch region.attributes {
        case .nonCacheable: .nonCacheable
        case .cacheable: .cacheable
        case .reserved, .unknown: .unknown
        }
      for range in region.ranges {
        map.add(
          RegionMap.Entry(
            name: region.name, range: range, cacheability: cacheability, origin: .setUp))
      }
    }
  }
}
