/// DMA308 and DMA309 as far as transfers show them: what an allocator of DMA memory, or a region that
/// was set up for it, is built over.
extension RuleBook {
  static let poolMemory = Rule("DMA308", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    return facts.buffers.compactMap { buffer in
      guard let pool = point.interpreter.pool(of: buffer.pointer),
        let problem = problem(of: pool, id, facts, buffer, point)
      else { return nil }
      let candidate = Candidate(
        code: "DMA308", site: problem.site,
        message: "'\(pool.type)' gives out memory for DMA that \(problem.reason)", buffer: "",
        trace: [
          point.label(facts.start, "the transfer starts here with a buffer from this allocator")
        ],
        transfer: id,
        fix: "Build the allocator over memory that is not cached and that its engines reach")
      if problem.endsWithMaintenance {
        point.interpreter.claim(candidate, unmaintained: buffer)
      }
      return candidate
    }
  }

  static let mixedAlias = Rule("DMA310", at: .mixedViews) { point in
    guard case .mixedViews(let pointer, let first, let isCached) = point.event else { return [] }
    let name = point.name(pointer)
    return [
      Candidate(
        code: "DMA310", site: point.site,
        message:
          "the bytes at '\(name)' are used \(isCached ? "through" : "past") the cache here, and were used the other way before",
        buffer: name, trace: [point.label(first, "the same bytes are used here")], transfer: nil,
        fix: "Use one view of the memory, or clean and invalidate before changing to the other")
    ]
  }

  private static func problem(
    of pool: Pool, _ id: TransferID, _ facts: TransferFacts, _ buffer: TransferBuffer,
    _ point: Point
  ) -> (site: Site, reason: String, endsWithMaintenance: Bool)? {
    let interpreter = point.interpreter
    if pool.isForDMA, let place = interpreter.unreachable(buffer, id, facts) {
      return (
        pool.site, "\(place.engine.name) has no path to: it is in \(place.region.name)", false
      )
    }
    let others = interpreter.pools.values.sorted { $0.site < $1.site }
    if let other = others.first(where: { $0.site != pool.site && $0.overlaps(pool) }) {
      return (max(pool.site, other.site), "'\(other.type)' gives out as well", false)
    }
    guard interpreter.isUnmaintained(buffer, id),
      buffer.direction != .deviceReads || !interpreter.isWriteThrough(buffer)
    else { return nil }
    if interpreter.memoryType(of: buffer.pointer, length: buffer.length) == .cacheable {
      return (pool.site, "is cacheable and that nothing maintains", true)
    }
    if let range = pool.range, interpreter.hasCacheInTheWay,
      interpreter.memoryType(over: range) == .cacheable
    {
      return (
        pool.site, "reaches from memory that is not cached into memory that is", true
      )
    }
    return nil
  }

  /// A region of the memory protection unit was set up for the buffer and does not do what it is for.
  static let regionForBuffer = Rule("DMA309", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id],
      point.interpreter.hasCacheInTheWay
    else { return [] }
    return facts.buffers.compactMap { buffer in
      // What the engine only reads is in memory where the cache writes through.
      guard point.interpreter.isUnmaintained(buffer, id),
        buffer.direction != .deviceReads || !point.interpreter.isWriteThrough(buffer),
        let range = point.interpreter.range(of: buffer.pointer, length: buffer.length),
        let problem = problem(with: range, buffer, point)
      else { return nil }
      let calls =
        point.interpreter.knownSetUp.inForce.first { $0.site == problem.site }?.calls ?? []
      let candidate = Candidate(
        code: "DMA309", site: problem.site, message: problem.message, buffer: "",
        trace: calls.map { point.label($0, "the set-up is called here") }
          + [point.label(facts.start, "the transfer starts here")],
        transfer: id,
        fix: "Let the region cover the buffers, with attributes that are not cached")
      point.interpreter.claim(candidate, unmaintained: buffer)
      return candidate
    }
  }

  private static func problem(
    with range: Platform.AddressRange, _ buffer: TransferBuffer, _ point: Point
  ) -> (site: Site, message: String)? {
    let interpreter = point.interpreter
    guard interpreter.memoryType(over: range) == .cacheable else { return nil }
    let setUp = interpreter.knownSetUp
    if let site = setUp.tablesSite,
      let (mapping, table) = setUp.contradictions.first(where: {
        $0.range.range.first <= range.last && range.first <= $0.range.range.last
      })
    {
      return (site, SetUpRules.message(mapping, table))
    }
    let regions = setUp.inForce
    let name = point.name(buffer.pointer)
    if let idle = idleRegion(over: range, interpreter.knownSetUp) {
      return (idle.site, "\(idle.message), and '\(name)' in it stays cacheable")
    }
    let uncached = regions.filter { $0.attributes == .nonCacheable }
    func overlaps(_ region: ProtectionRegion) -> Bool {
      region.ranges.contains { $0.first <= range.last && range.first <= $0.last }
    }
    if let region = uncached.first(where: overlaps) {
      if let mine = region.number,
        let other = regions.last(where: {
          $0.attributes == .cacheable && overlaps($0) && $0.number.map { $0 > mine } == true
        })
      {
        return (other.site, "\(other.name) makes '\(name)' cacheable over \(region.name)")
      }
      return (region.site, "\(region.name) does not make all of '\(name)' non-cacheable")
    }
    let isMeant =
      interpreter.isNonCacheableByName(buffer.pointer.region.storage)
      || interpreter.pool(of: buffer.pointer)?.isForDMA == true
    if let region = regions.first(where: { $0.attributes == .cacheable && overlaps($0) }) {
      guard isMeant || isDedicated(region, interpreter) else { return nil }
      return (region.site, "\(region.name) is cacheable, and '\(name)' in it is for DMA")
    }
    // A region in the same memory has the wrong size or base; elsewhere it serves something else.
    if isMeant, let region = uncached.first(where: { isInSameMemory($0, range, interpreter) }) {
      return (region.site, "\(region.name) does not contain '\(name)'")
    }
    return nil
  }

  /// A region that would take a range out of the cache if it were in force.
  private static func idleRegion(
    over range: Platform.AddressRange, _ setUp: SetUpLog
  ) -> (site: Site, message: String)? {
    let regions = setUp.described.filter { region in
      region.attributes == .nonCacheable
        && region.ranges.contains { $0.first <= range.first && range.last <= $0.last }
    }
    if let reason = setUp.offReason, let region = regions.first(where: { $0.isEnabled != false }) {
      return (
        region.site, "\(region.name) is not in force, since the memory protection unit \(reason)"
      )
    }
    return regions.first { $0.isEnabled == false }.map { ($0.site, "\($0.name) is not enabled") }
  }

  private static func isInSameMemory(
    _ region: ProtectionRegion, _ range: Platform.AddressRange, _ interpreter: Interpreter
  ) -> Bool {
    interpreter.platform.regions.contains { memory in
      memory.range.contains(range.first)
        && region.ranges.contains { memory.range.contains($0.first) }
    }
  }

  /// Whether a region is a part of some memory, made for something particular.
  private static func isDedicated(_ region: ProtectionRegion, _ interpreter: Interpreter) -> Bool {
    guard let range = region.ranges.first, range.last - range.first < 0x1_0000 else { return false }
    return interpreter.platform.regions.contains {
      $0.range.first <= range.first && range.last <= $0.range.last
        && $0.range.last - $0.range.first > range.last - range.first
    }
  }
}
