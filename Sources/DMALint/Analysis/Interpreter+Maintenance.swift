/// Caches that are maintained piece by piece.
extension Interpreter {
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
