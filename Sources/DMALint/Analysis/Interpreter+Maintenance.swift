/// Caches that are maintained piece by piece.
extension Interpreter {
  /// One line is maintained, of a loop that is followed round by round.
  func maintain(
    _ kinds: [FunctionModel.Maintenance], _ bytes: Range<Int64>, of region: Region, _ site: Site,
    _ state: inout State
  ) {
    maintainedStorages.insert(region.storage)
    if kinds == [.invalidatesAfter] { loseWrites(to: region, bytes, site, &state) }
    let earlier = state.buffers[region]?.ranges[site]
    state.buffers[region, default: BufferFacts()].ranges[site] = Self.together(
      earlier,
      .range(.integer(bytes.lowerBound), .integer(bytes.upperBound), isClosed: false))
    let kept =
      kinds == [.cleansBefore] ? [] : remainder(of: region, bytes, site, state)
    for kind in kinds { apply(kind, to: region, bytes, site, &state) }
    for (region, facts) in kept { leave(stale: facts, in: region, &state) }
  }

  /// What an operation reaches that is told of some bytes: whole lines, where the memory begins with one.
  func wholeLines(_ bytes: Range<Int64>, of buffer: TransferBuffer) -> Range<Int64> {
    guard let line = platform.cache.map({ Int64($0.line) }), line > 0, bytes.lowerBound >= 0,
      bytes.upperBound < 1 << 40,
      isAligned(Pointer(buffer.pointer.region.storage), to: UInt64(line)) == true
    else { return bytes }
    return bytes.lowerBound / line * line..<(bytes.upperBound + line - 1) / line * line
  }

  /// A loop that maintains memory piece by piece goes over all of it: what held before its first round
  /// does not hold behind it. Nil where a round has maintained nothing that was not so before, or comes from
  /// another path than the one before it: one of a loop that waits is in flight still, the other is not.
  func maintained(_ before: State, in round: State) -> State? {
    guard before.transfers.mapValues(\.phase) == round.transfers.mapValues(\.phase) else {
      return nil
    }
    var result: State?
    for (region, facts) in round.buffers {
      guard let old = before.buffers[region], !old.dirty.isEmpty || !old.stale.isEmpty,
        old.maintained.isStrictSubset(of: facts.maintained)
      else { continue }
      var state = result ?? before
      state.buffers[region] = facts
      result = state
    }
    return result
  }
}
