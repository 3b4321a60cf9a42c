struct Late: Error {}

/// What time it is, in ticks.
protocol Clock {
  var now: UInt32 { get }
}

/// Waits for a condition, for so long.
func wait<C: Clock>(_ ticks: UInt32, on clock: C, until isOver: () -> Bool) throws(Late) {
  let start = clock.now
  while !isOver() {
    if clock.now &- start > ticks { throw Late() }
  }
}
