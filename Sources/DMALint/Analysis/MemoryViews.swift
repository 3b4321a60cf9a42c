/// Two addresses of the same bytes, one through the cache and one past it.
struct MemoryView: Hashable, Sendable {
  /// Where the bytes are in the memory that both addresses lead to.
  var range: Platform.AddressRange
  var isCached: Bool
  var site: Site
}

extension Interpreter {
  /// Memory is used at an address: if the same bytes were used through another view of them, and
  /// nothing has been maintained since, that is shown.
  func noteView(
    _ pointer: Pointer, length: Value, _ site: Site, _ state: inout State, _ activation: Activation
  ) {
    guard hasMemoryAliases, hasCacheInTheWay, let view = view(pointer, length, site) else { return }
    if let other = state.views.first(where: { other in
      other.isCached != view.isCached && other.range.first <= view.range.last
        && view.range.first <= other.range.last
    }) {
      // Both uses come again in the next round of a loop: one cause.
      if mixedMemories.insert(memory(of: view)).inserted || mixedSites.contains(site) {
        mixedSites.insert(site)
        show(
          .mixedViews(pointer, first: other.site, isCached: view.isCached), site, &state, activation
        )
      }
      // One use of the other view is the finding; the next ones are the same cause.
      state.views.removeAll { $0 == other }
    }
    guard !state.views.contains(view), state.views.count < 16 else { return }
    state.views.append(view)
  }

  /// Lines were cleaned or invalidated: what the cached view holds is no longer of importance.
  func forgetViews(of storage: StorageID, _ state: inout State) {
    guard !state.views.isEmpty, let base = address(of: storage),
      let region = platform.regions.first(where: { $0.range.contains(base) }),
      region.isCacheable == true
    else { return }
    let memory = canonical(region)
    state.views.removeAll { $0.isCached && memory.contains($0.range.first) }
  }

  /// The memory that a view is of, in parts that are as large as a buffer may be.
  private func memory(of view: MemoryView) -> UInt64 { view.range.first & ~0xFFF }

  private var hasMemoryAliases: Bool { platform.regions.contains { $0.aliasOf != nil } }

  private func canonical(_ region: Platform.MemoryRegion) -> Platform.AddressRange {
    platform.regions.first { $0.name == region.aliasOf }?.range ?? region.range
  }

  private func view(_ pointer: Pointer, _ length: Value, _ site: Site) -> MemoryView? {
    guard let base = address(of: pointer.region.storage), pointer.region.path.isEmpty else {
      return nil
    }
    var first = base &+ UInt64(bitPattern: pointer.offset ?? 0)
    var last = first &+ UInt64(max(1, length.integerValue ?? Int64(pointer.stride ?? 1))) &- 1
    if let sweep = pointer.sweep {
      first = base &+ UInt64(bitPattern: sweep.lowerBound)
      last = base &+ UInt64(bitPattern: sweep.upperBound)
    }
    guard first <= last, let region = platform.regions.first(where: { $0.range.contains(first) }),
      let isCached = region.isCacheable,
      region.aliasOf != nil || platform.regions.contains(where: { $0.aliasOf == region.name })
    else { return nil }
    let memory = canonical(region)
    return MemoryView(
      range: Platform.AddressRange(
        first: first &- region.range.first &+ memory.first,
        last: last &- region.range.first &+ memory.first),
      isCached: isCached, site: site)
  }
}
