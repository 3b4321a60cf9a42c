/// What memory is like by address: what the chip fixes, and what set-up code of the inputs says of it.
///
/// Later entries win over earlier ones where they overlap, as regions of a memory protection unit with
/// higher numbers do.
public struct RegionMap: Sendable {
  public private(set) var entries: [Entry] = []

  /// One range with one set of attributes.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var range: Platform.AddressRange
    public var cacheability: Cacheability
    public var origin: Origin
    /// Cached, and never dirty.
    public var isWriteThrough = false

    public init(
      name: String, range: Platform.AddressRange, cacheability: Cacheability, origin: Origin
    ) {
      self.name = name
      self.range = range
      self.cacheability = cacheability
      self.origin = origin
    }
  }

  public enum Cacheability: Hashable, Sendable {
    case cacheable, nonCacheable
    /// Neither the chip nor the set-up says: the cache's switch decides.
    case undecided
    /// There is a set-up, and its values are not known.
    case unknown
  }

  public enum Origin: Hashable, Sendable {
    case platform, setUp
  }

  public init(_ platform: Platform) {
    for region in platform.regions.reversed() {
      let isFixed = region.kind == .tightlyCoupled ? false : region.isCacheable
      entries.append(
        Entry(
          name: region.name, range: region.range,
          cacheability: isFixed.map { $0 ? .cacheable : .nonCacheable } ?? .undecided,
          origin: .platform))
    }
  }

  /// What descriptors alone say.
  init(described entries: [Entry]) { self.entries = entries }

  public mutating func add(_ entry: Entry) { entries.append(entry) }

  /// A region of the set-up that lies nobody knows where: it may hold anything that the entries so
  /// far say otherwise of.
  public mutating func add(unplaced name: String, _ cacheability: Cacheability) {
    unplaced.append(
      Unplaced(name: name, cacheability: cacheability, entriesBefore: entries.count))
  }

  private struct Unplaced: Hashable, Sendable {
    var name: String
    var cacheability: Cacheability
    var entriesBefore: Int
  }

  private var unplaced: [Unplaced] = []

  /// The region without a known place that may make something else of what an entry, or the lack
  /// of one, says.
  public func doubt(of entry: Entry?) -> String? {
    guard !unplaced.isEmpty else { return nil }
    let index = entry.flatMap { entries.lastIndex(of: $0) } ?? -1
    let said: Cacheability =
      entry?.cacheability == .nonCacheable ? .nonCacheable : .cacheable
    return unplaced.first { $0.entriesBefore > index && $0.cacheability != said }?.name
  }

  /// The set-up has memory cached whose addresses are not known.
  public mutating func sawCachedMemory() { hasCachedMemory = true }

  private var hasCachedMemory = false

  /// Takes what the translation tables say of all memory that there is.
  mutating func add(tables ranges: [TableRange]) {
    for range in ranges {
      var entry = Entry(
        name: "the mapping of 0x" + String(range.range.first, radix: 16, uppercase: true),
        range: range.range, cacheability: range.cacheability, origin: .setUp)
      entry.isWriteThrough = range.isWriteThrough
      entries.append(entry)
    }
    let normal = ranges.filter { !$0.isDevice }
    guard let first = normal.first, first.cacheability != .unknown,
      normal.allSatisfy({ $0.cacheability == first.cacheability })
    else { return }
    onlyKind = first.cacheability
  }

  /// What all ordinary memory is, where the translation tables make it one kind.
  public private(set) var onlyKind: Cacheability?

  /// Whether set-up code has been seen.
  public var hasSetUp: Bool {
    !unplaced.isEmpty || entries.contains { $0.origin == .setUp }
  }

  /// Memory of a chip that the set-up takes out of the cache as a whole, so that whatever the linker
  /// puts there by itself is out of it, too.
  public func uncachedMemory(of platform: Platform) -> String? {
    guard hasSetUp else { return nil }
    guard platform.regions.contains(where: { $0.kind == .ram }) else {
      // A set-up that has memory cached as well tells two kinds apart, and this is the ordinary one.
      let isTold = entries.contains { $0.origin == .setUp && $0.cacheability == .cacheable }
      if hasCachedMemory || isTold { return nil }
      return entries.first { entry in
        entry.origin == .setUp && entry.cacheability == .nonCacheable
          && entry.range.last - entry.range.first >= RegionMap.leastMemory - 1
          && !platform.peripherals.contains { $0.contains(entry.range.first) }
      }?.name
    }
    return platform.regions.first { region in
      region.kind == .ram && region.isCacheable != false
        && parts(of: region.range).allSatisfy {
          $0.entry?.origin == .setUp && $0.entry?.cacheability == .nonCacheable
        }
    }?.name
  }

  /// Where the chip is not known, a region of this size may be all the memory there is.
  private static let leastMemory: UInt64 = 128 << 10

  /// What holds at an address.
  public func entry(at address: UInt64) -> Entry? {
    entries.last { $0.range.contains(address) }
  }

  /// The parts of a range, each with what holds there; nil where nothing is said.
  public func parts(of range: Platform.AddressRange) -> [Part] {
    var parts: [Part] = []
    var first = range.first
    // Each round ends at a border of some entry, so that there are at most two a border.
    while parts.count <= 2 * entries.count {
      let entry = entry(at: first)
      var last = range.last
      for other in entries {
        if other.range.first > first { last = min(last, other.range.first - 1) }
        if other.range.last >= first { last = min(last, other.range.last) }
      }
      parts.append(Part(range: Platform.AddressRange(first: first, last: last), entry: entry))
      if last >= range.last { break }
      first = last + 1
    }
    return parts
  }

  /// A part of a range over which one entry holds.
  public struct Part: Hashable, Sendable {
    public var range: Platform.AddressRange
    public var entry: Entry?
  }
}
