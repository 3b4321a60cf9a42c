/// How loops nest, by Havlak's algorithm (1997) with Ramalingam's repair (1999) that keeps it nearly
/// linear for irreducible graphs.
///
/// Outermost loops are the strongly connected components; the header of a loop is the block of it
/// that the depth-first walk met first.
struct LoopForest {
  private(set) var loops: [FlowGraph.Loop] = []
  /// The reachable blocks, every loop in one piece, headers first.
  private(set) var order: [BlockID] = []
  /// By block: the place in `order`; -1 where unreachable.
  private(set) var place: [Int32]
  /// By block; -1 where there is none.
  private(set) var innermostLoop: [Int32]

  init(_ tree: DepthFirstTree) {
    place = [Int32](repeating: -1, count: tree.number.count)
    innermostLoop = place
    let nesting = Nesting(tree)
    layOut(tree, nesting)
  }

  /// Puts blocks in order: by their places in the walk's reverse postorder, but a loop's blocks
  /// directly behind its header.
  private mutating func layOut(_ tree: DepthFirstTree, _ nesting: Nesting) {
    var size = [Int32](repeating: 1, count: tree.count)
    for number in stride(from: tree.count - 1, to: 0, by: -1) where nesting.header[number] >= 0 {
      size[Int(nesting.header[number])] += size[number]
    }
    var byPlace = [Int](repeating: 0, count: tree.count)
    for number in 0..<tree.count { byPlace[Int(tree.place[number])] = number }

    // Where the next member of the loop with this header goes; of what is in no loop, `outside`.
    var free = [Int32](repeating: 0, count: tree.count)
    var outside: Int32 = 0
    var numbers = [Int](repeating: 0, count: tree.count)
    // A header's place in the walk's reverse postorder is before those of its loop.
    for number in byPlace {
      let header = Int(nesting.header[number])
      let start: Int32
      if header >= 0 {
        start = free[header]
        free[header] += size[number]
      } else {
        start = outside
        outside += size[number]
      }
      free[number] = start + 1
      numbers[Int(start)] = number
    }

    var loopOfHeader = [Int32](repeating: -1, count: tree.count)
    order.reserveCapacity(tree.count)
    for number in numbers {
      let block = Int(tree.block[number])
      let start = order.count
      place[block] = Int32(start)
      order.append(BlockID(UInt32(block)))
      let parent = nesting.header[number] < 0 ? -1 : loopOfHeader[Int(nesting.header[number])]
      innermostLoop[block] = parent
      guard nesting.isHeader[number] else { continue }
      loopOfHeader[number] = Int32(loops.count)
      innermostLoop[block] = loopOfHeader[number]
      loops.append(
        FlowGraph.Loop(
          header: BlockID(UInt32(block)), parent: parent < 0 ? nil : Int(parent),
          depth: parent < 0 ? 1 : loops[Int(parent)].depth + 1,
          places: start..<(start + Int(size[number]))))
    }
  }
}

/// Which header each block belongs to, in numbers of the depth-first walk.
private struct Nesting {
  /// The header of the innermost loop around the block, or, for headers, around its loop; -1: none.
  var header: [Int32]
  var isHeader: [Bool]

  init(_ tree: DepthFirstTree) {
    header = [Int32](repeating: -1, count: tree.count)
    isHeader = [Bool](repeating: false, count: tree.count)

    var backEdges = EdgeLists(count: tree.count)
    for edge in tree.backEdges { backEdges.add(edge.from, to: Int(edge.to)) }
    // An edge between two branches of the tree matters to loops around both: it is looked at from
    // the branching upwards.
    var crossEdges = EdgeLists(count: tree.count)
    for (index, edge) in tree.crossEdges.enumerated() {
      crossEdges.add(Int32(index), to: Int(edge.ancestor))
    }
    var entering = EdgeLists(count: tree.count)

    // Loops that are known already are joined into their headers.
    var known = DisjointSets(count: tree.count)
    var members: [Int] = []
    for number in stride(from: tree.count - 1, through: 0, by: -1) {
      crossEdges.forEach(of: number) { index in
        let edge = tree.crossEdges[Int(index)]
        entering.add(edge.from, to: known.root(of: Int(edge.to)))
      }
      members.removeAll(keepingCapacity: true)
      backEdges.forEach(of: number) { from in
        isHeader[number] = true
        include(from)
      }
      var next = 0
      while next < members.count {
        let member = members[next]
        next += 1
        include(tree.parent[member])
        entering.forEach(of: member, include)
      }
      for member in members { known.join(member, under: number) }

      func include(_ source: Int32) {
        let root = known.root(of: Int(source))
        guard root != number, header[root] != Int32(number) else { return }
        header[root] = Int32(number)
        members.append(root)
      }
    }
  }
}

/// Lists of edges by a block, linked through one array.
private struct EdgeLists {
  private var first: [Int32]
  private var entries: [(value: Int32, next: Int32)] = []

  init(count: Int) { first = [Int32](repeating: -1, count: count) }

  mutating func add(_ value: Int32, to block: Int) {
    entries.append((value, first[block]))
    first[block] = Int32(entries.count - 1)
  }

  func forEach(of block: Int, _ body: (Int32) -> Void) {
    var index = first[block]
    while index >= 0 {
      body(entries[Int(index)].value)
      index = entries[Int(index)].next
    }
  }
}
