/// Where control leaves the bodies of calls that an optimiser has inlined: what it leaves in flight
/// there is left by the function that was called, as if it were still a function of its own.
///
/// Code moves out of and into such a body. It counts as left once the path does not come back to it
/// but through its first block.
struct InlinedRegions {
  /// One inlined call that is left, and the place in it from where.
  struct Departure {
    var call: UInt32
    var range: SourceRange
    /// The others leave the call earlier in its text.
    var isLast = false
  }

  /// What an edge between blocks leaves, the innermost call first.
  private(set) var edges: [FlowGraph.Edge: [Departure]] = [:]
  /// What is left amid a block, by the position of the operation before which.
  private(set) var amid: [Int: [Int: [Departure]]] = [:]
  /// What a return from the function itself leaves.
  private(set) var ends: [Int: [Departure]] = [:]

  /// Beyond so many steps the regions are not worth their cost.
  private static let mostWork = 4_000_000

  /// A stretch of a block that is of one inlined call.
  private struct Run {
    var call: UInt32
    var first: Int
    var last: Int
  }

  private let function: FlowFunction
  private let graph: FlowGraph
  private let dominators: DominatorTree
  private var runs: [[Run]]

  init(_ function: FlowFunction, _ graph: FlowGraph) {
    self.function = function
    self.graph = graph
    dominators = graph.dominators()
    runs = function.blocks.map(InlinedRegions.runs)
    guard function.blocks.count * function.inlinedCalls.count <= InlinedRegions.mostWork else {
      return
    }
    // What is inlined in a call has a higher number: the innermost is left first.
    for call in (0..<function.inlinedCalls.count).reversed() { leave(UInt32(call) + 1) }
  }

  private static func runs(of block: BasicBlock) -> [Run] {
    var runs: [Run] = []
    var current: UInt32 = 0
    for (position, operation) in block.operations.enumerated() {
      if case .inlined(let call) = operation.kind {
        current = call
      } else if runs.last?.call == current {
        runs[runs.count - 1].last = position
      } else {
        runs.append(Run(call: current, first: position, last: position))
      }
    }
    if case .jump = block.terminator.kind { return runs }
    let end = block.operations.count
    if runs.last?.call == current {
      runs[runs.count - 1].last = end
    } else {
      runs.append(Run(call: current, first: end, last: end))
    }
    return runs
  }

  /// Whether one inlined call is another, or stands in it.
  private func isWithin(_ inner: UInt32, _ outer: UInt32) -> Bool {
    var current = inner
    while current > outer, Int(current) <= function.inlinedCalls.count {
      let parent = function.inlinedCalls[Int(current) - 1].parent
      guard parent < current else { return false }
      current = parent
    }
    return current == outer
  }

  private mutating func leave(_ call: UInt32) {
    let own = runs.indices.filter { block in
      graph.isReachable(BlockID(UInt32(block))) && runs[block].contains { isWithin($0.call, call) }
    }
    guard
      let entry = own.min(by: {
        graph.place(of: BlockID(UInt32($0))) ?? 0 < graph.place(of: BlockID(UInt32($1))) ?? 0
      })
    else { return }
    let inside = inside(own, entry: entry)
    let leaving = inside.filter { block in
      let successors = graph.successors(of: BlockID(UInt32(block)))
      return successors.isEmpty
        || successors.contains { Int($0.index) == entry || !inside.contains(Int($0.index)) }
    }
    let end = leaving.map { place(in: $0, of: call).range }.max()
    for block in leaving.sorted() {
      let id = BlockID(UInt32(block))
      var place = place(in: block, of: call)
      place.isLast = place.range == end
      let successors = graph.successors(of: id)
      let isLeft = !successors.contains { Int($0.index) != entry && inside.contains(Int($0.index)) }
      if isLeft, let last = runs[block].last(where: { isWithin($0.call, call) }),
        last.last < (runs[block].last?.last ?? 0)
      {
        amid[block, default: [:]][last.last + 1, default: []].append(place)
        continue
      }
      for target in successors
      where Int(target.index) == entry || !inside.contains(Int(target.index)) {
        edges[FlowGraph.Edge(from: id, to: target), default: []].append(place)
      }
      if successors.isEmpty { ends[block, default: []].append(place) }
    }
  }

  /// The blocks from which the call's own are reached, or which are among them.
  private func inside(_ own: [Int], entry: Int) -> Set<Int> {
    var inside: Set<Int> = [entry]
    var pending: [Int] = []
    for block in own where inside.insert(block).inserted { pending.append(block) }
    let first = BlockID(UInt32(entry))
    while let next = pending.popLast() {
      for predecessor in graph.predecessors(of: BlockID(UInt32(next)))
      where dominators.dominates(first, predecessor)
        && inside.insert(Int(predecessor.index)).inserted
      {
        pending.append(Int(predecessor.index))
      }
    }
    return inside
  }

  /// From where in the call a block leaves it.
  private func place(in block: Int, of call: UInt32) -> Departure {
    let code = function.blocks[block]
    guard let last = runs[block].last(where: { isWithin($0.call, call) }) else {
      return Departure(call: call, range: code.terminator.range)
    }
    var child = last.call
    while child != call, child > 0 {
      let parent = function.inlinedCalls[Int(child) - 1].parent
      if parent == call {
        return Departure(call: call, range: function.inlinedCalls[Int(child) - 1].range)
      }
      child = parent
    }
    let range =
      last.last < code.operations.count
      ? code.operations[last.last].range : code.terminator.range
    return Departure(call: call, range: range)
  }
}
