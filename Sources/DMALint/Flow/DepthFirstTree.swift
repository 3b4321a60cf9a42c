/// What one depth-first walk from the entry learns about a graph. Reachable blocks are called by
/// their number in preorder: the entry is 0, and a parent's number is below its children's.
struct DepthFirstTree {
  /// By number.
  private(set) var block: [Int32] = []
  /// By number; the entry's is -1.
  private(set) var parent: [Int32] = []
  /// By number: the place in the walk's reverse postorder.
  private(set) var place: [Int32] = []
  /// By block; -1 where unreachable.
  private(set) var number: [Int32]
  /// Edges to a block that is an ancestor in the tree (or the block itself).
  private(set) var backEdges: [(from: Int32, to: Int32)] = []
  /// Edges to a block that was complete already, with the last ancestor that both ends share.
  private(set) var crossEdges: [(from: Int32, to: Int32, ancestor: Int32)] = []

  var count: Int { block.count }

  init(_ graph: borrowing Adjacency) {
    number = [Int32](repeating: -1, count: graph.blockCount)
    guard graph.blockCount > 0 else { return }
    // A complete block is joined with its parent, so that the root of its set is its last ancestor
    // that is not complete: the one it shares with the block that the walk stands on.
    var ancestors = DisjointSets(count: graph.blockCount)
    var postorder: [Int32] = []
    var stack: [(number: Int32, remaining: ArraySlice<BlockID>)] = []

    func enter(_ target: Int, from parentNumber: Int32) {
      let new = Int32(block.count)
      number[target] = new
      block.append(Int32(target))
      parent.append(parentNumber)
      place.append(-1)
      stack.append((new, graph.successors(of: target)))
    }

    enter(0, from: -1)
    while let top = stack.last {
      guard let next = top.remaining.first else {
        stack.removeLast()
        place[Int(top.number)] = Int32(postorder.count)
        postorder.append(top.number)
        if parent[Int(top.number)] >= 0 {
          ancestors.join(Int(top.number), under: Int(parent[Int(top.number)]))
        }
        continue
      }
      stack[stack.count - 1].remaining.removeFirst()
      let target = number[Int(next.index)]
      if target < 0 {
        enter(Int(next.index), from: top.number)
      } else if place[Int(target)] < 0 {
        backEdges.append((top.number, target))
      } else {
        crossEdges.append((top.number, target, Int32(ancestors.root(of: Int(target)))))
      }
    }
    for index in place.indices { place[index] = Int32(count - 1) - place[index] }
  }
}

/// Sets under union, each known by a root that the caller chooses.
struct DisjointSets {
  private var parent: [Int32]

  init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

  mutating func root(of element: Int) -> Int {
    var element = element
    while parent[element] != element {
      let grandparent = parent[Int(parent[element])]
      parent[element] = grandparent
      element = Int(grandparent)
    }
    return element
  }

  /// Joins the set whose root is `root` with that of `other`, whose root remains.
  mutating func join(_ root: Int, under other: Int) { parent[root] = Int32(other) }
}
