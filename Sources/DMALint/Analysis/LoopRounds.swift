/// The rounds of the loops of one function that are followed one by one: those whose end each round
/// decides by values that are known.
///
/// A round begins when all paths of the one before have come back to the loop's header.
struct LoopRounds {
  /// Loops with more rounds are taken as a whole from there on.
  private static let limit = 4096

  /// Loops that some branch leaves or does not, nobody knows which.
  private var undecided: Set<Int> = []
  private var counts: [Int: Int] = [:]
  private var waiting: [Int: [State]] = [:]

  /// Whether a path has come back to a header.
  var isWaiting: Bool { !waiting.isEmpty }

  /// A block was run; two ways out of it, one of which leaves a loop, leave the loop's end open.
  mutating func see(_ edges: [Interpreter.Edge], from block: Int, _ plan: FunctionPlan) {
    guard edges.count > 1 else { return }
    for edge in edges {
      undecided.formUnion(plan.loops[block].subtracting(plan.loops[Int(edge.target.index)]))
    }
  }

  /// Keeps a state that comes back to a header for the next round; false where the loop is not
  /// followed by rounds.
  mutating func takes(
    _ edge: Interpreter.Edge, from block: Int, _ plan: FunctionPlan
  ) -> Bool {
    let target = Int(edge.target.index)
    guard let loop = plan.loopAt[target], plan.loops[block].contains(loop),
      !undecided.contains(loop), counts[target, default: 0] < LoopRounds.limit
    else { return false }
    waiting[target, default: []].append(edge.state)
    return true
  }

  /// The header of a loop of which no path of the round is left.
  func finishedRound(pending: Set<Int>, _ plan: FunctionPlan) -> Int? {
    waiting.keys.sorted().first { header in
      guard let loop = plan.loopAt[header] else { return false }
      return !pending.contains { plan.loops[$0].contains(loop) }
        && !waiting.keys.contains { $0 != header && plan.loops[$0].contains(loop) }
    }
  }

  /// A loop within a round is gone through from its beginning.
  mutating func beginsAnew(at header: Int) { counts[header] = nil }

  /// The states with which the next round begins.
  mutating func nextRound(of header: Int) -> [State] {
    counts[header, default: 0] += 1
    return waiting.removeValue(forKey: header) ?? []
  }
}

/// A loop that may maintain the cache line by line, and the states that come to it from before it.
struct LineLoop {
  private let blocks: Set<Int>
  private(set) var entered: [State] = []
  private var lines = 0
  /// Whether the loop is followed round by round, and every operation is one line.
  var isCounting = false

  init(_ blocks: some Sequence<Int>) { self.blocks = Set(blocks) }

  func holds(_ block: Int) -> Bool { blocks.contains(block) }

  /// A path comes to the loop when so many lines have been maintained.
  mutating func enter(_ state: State, _ lines: Int) {
    if !entered.contains(state) { entered.append(state) }
    self.lines = lines
  }

  /// Whether a round has maintained lines, of which there are so many by now.
  func maintains(_ lines: Int) -> Bool { lines > self.lines }
}
