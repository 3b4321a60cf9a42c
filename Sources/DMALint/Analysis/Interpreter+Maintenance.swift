/// Caches that are maintained piece by piece.
extension Interpreter {
  /// A loop that maintains memory piece by piece goes over all of it: what held before its first round
  /// does not hold behind it. Nil where a round has maintained nothing that was not so before.
  func maintained(_ before: State, in round: State) -> State? {
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
