/// Immediate dominators by the simple algorithm of Lengauer and Tarjan (1979): O(m log n), exact for
/// irreducible graphs.
public struct DominatorTree: Sendable {
  /// By block; -1 for the entry and for unreachable blocks.
  private var immediate: [Int32]
  /// By block: its subtree's places in a preorder of the tree; empty where unreachable.
  private var subtree: [Range<Int32>]

  init(_ tree: DepthFirstTree, _ graph: borrowing Adjacency) {
    immediate = [Int32](repeating: -1, count: graph.blockCount)
    subtree = [Range<Int32>](repeating: 0..<0, count: graph.blockCount)
    guard tree.count > 0 else { return }
    let dominators = Self.immediateDominators(tree, graph)

    var size = [Int32](repeating: 1, count: tree.count)
    for number in stride(from: tree.count - 1, to: 0, by: -1) {
      size[Int(dominators[number])] += size[number]
    }
    // A dominator's number in the walk is below those that it dominates.
    var free = [Int32](repeating: 1, count: tree.count)
    subtree[Int(tree.block[0])] = 0..<size[0]
    for number in 1..<max(tree.count, 1) {
      let dominator = Int(dominators[number])
      let start = free[dominator]
      free[dominator] += size[number]
      free[number] = start + 1
      immediate[Int(tree.block[number])] = tree.block[dominator]
      subtree[Int(tree.block[number])] = start..<(start + size[number])
    }
  }

  /// The last block that every path from the entry to `block` passes before it; nil for the entry
  /// and for unreachable blocks.
  public func immediateDominator(of block: BlockID) -> BlockID? {
    let dominator = immediate[Int(block.index)]
    return dominator < 0 ? nil : BlockID(UInt32(dominator))
  }

  /// Whether every path from the entry to `other` passes `block`. A block dominates itself; what is
  /// unreachable dominates nothing and is dominated by nothing.
  public func dominates(_ block: BlockID, _ other: BlockID) -> Bool {
    let inner = subtree[Int(other.index)]
    return !inner.isEmpty && subtree[Int(block.index)].contains(inner.lowerBound)
  }

  private static func immediateDominators(
    _ tree: DepthFirstTree, _ graph: borrowing Adjacency
  ) -> [Int32] {
    var forest = LinkedForest(count: tree.count)
    var dominator = [Int32](repeating: 0, count: tree.count)
    // The blocks whose semidominator is this one, as lists through `nextInBucket`.
    var bucket = [Int32](repeating: -1, count: tree.count)
    var nextInBucket = [Int32](repeating: -1, count: tree.count)

    for number in stride(from: tree.count - 1, to: 0, by: -1) {
      for predecessor in graph.predecessors(of: Int(tree.block[number])) {
        let from = tree.number[Int(predecessor.index)]
        guard from >= 0 else { continue }
        let best = forest.semi[forest.lowest(above: Int(from))]
        if best < forest.semi[number] { forest.semi[number] = best }
      }
      let semi = Int(forest.semi[number])
      nextInBucket[number] = bucket[semi]
      bucket[semi] = Int32(number)

      let parent = Int(tree.parent[number])
      forest.link(number, under: parent)
      var waiting = bucket[parent]
      bucket[parent] = -1
      while waiting >= 0 {
        let lowest = forest.lowest(above: Int(waiting))
        let isLower = forest.semi[lowest] < forest.semi[Int(waiting)]
        dominator[Int(waiting)] = isLower ? Int32(lowest) : Int32(parent)
        waiting = nextInBucket[Int(waiting)]
      }
    }
    for number in 1..<max(tree.count, 1) where dominator[number] != forest.semi[number] {
      dominator[number] = dominator[Int(dominator[number])]
    }
    return dominator
  }
}

/// Parts of the depth-first tree, linked from the leaves upwards, that answer which block on the
/// way to the root has the lowest semidominator.
private struct LinkedForest {
  var semi: [Int32]
  private var ancestor: [Int32]
  private var label: [Int32]
  private var path: [Int] = []

  init(count: Int) {
    semi = (0..<Int32(count)).map { $0 }
    label = semi
    ancestor = [Int32](repeating: -1, count: count)
  }

  mutating func link(_ child: Int, under parent: Int) { ancestor[child] = Int32(parent) }

  /// The block with the lowest semidominator between `number` and its root, without the root.
  mutating func lowest(above number: Int) -> Int {
    guard ancestor[number] >= 0 else { return number }
    path.removeAll(keepingCapacity: true)
    var current = number
    while ancestor[Int(ancestor[current])] >= 0 {
      path.append(current)
      current = Int(ancestor[current])
    }
    let root = ancestor[current]
    while let next = path.popLast() {
      let above = label[Int(ancestor[next])]
      if semi[Int(above)] < semi[Int(label[next])] { label[next] = above }
      ancestor[next] = root
    }
    return Int(label[number])
  }
}
