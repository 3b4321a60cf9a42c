/// The control-flow graph of a function: edges both ways, an order to iterate in, dominators, loops.
///
/// Everything but dominators is computed once, without recursion and in nearly linear time. Blocks that the entry
/// does not reach have edges, but no place in the order, no dominators and no loop.
public struct FlowGraph: Sendable {
  public struct Edge: Hashable, Sendable {
    public var from: BlockID
    public var to: BlockID

    public init(from: BlockID, to: BlockID) {
      self.from = from
      self.to = to
    }
  }

  /// A strongly connected part of the graph that is entered through its header, or, where it is
  /// irreducible, at other blocks too.
  ///
  /// Inner loops are what remains strongly connected without the edges back to the header.
  public struct Loop: Sendable {
    /// The first of its blocks in `reversePostorder`.
    public let header: BlockID
    /// The number, in `loops`, of the loop around it.
    public let parent: Int?
    /// 1 for outermost loops.
    public let depth: Int
    /// The loop's blocks, inner loops included, by their places in `reversePostorder`.
    let places: Range<Int>
  }

  public let blockCount: Int
  /// The reachable blocks: every edge leads forward, except those back to the header of a loop,
  /// and the blocks of every loop are neighbours.
  public let reversePostorder: [BlockID]
  /// In the order of their headers: outer loops before the loops in them.
  public let loops: [Loop]

  private let adjacency: Adjacency
  /// By block; -1 where unreachable.
  private let place: [Int32]
  /// By block; -1 where there is none.
  private let innermostLoop: [Int32]

  public init(_ function: FlowFunction) {
    self.init(successors: function.blocks.map { $0.terminator.kind.successors })
  }

  /// The graph whose block `i` has the successors `successors[i]`; block 0 is the entry.
  public init(successors: [[BlockID]]) {
    blockCount = successors.count
    adjacency = Adjacency(successors)
    let forest = LoopForest(DepthFirstTree(adjacency))
    reversePostorder = forest.order
    loops = forest.loops
    place = forest.place
    innermostLoop = forest.innermostLoop
  }

  /// Without duplicates, `then` before `otherwise` and normal before error.
  public func successors(of block: BlockID) -> ArraySlice<BlockID> {
    adjacency.successors(of: Int(block.index))
  }

  public func predecessors(of block: BlockID) -> ArraySlice<BlockID> {
    adjacency.predecessors(of: Int(block.index))
  }

  public func isReachable(_ block: BlockID) -> Bool { place[Int(block.index)] >= 0 }

  /// The block's place in `reversePostorder`.
  public func place(of block: BlockID) -> Int? {
    let place = place[Int(block.index)]
    return place < 0 ? nil : Int(place)
  }

  /// Which blocks every path to a block passes: computed anew each time, for the few who ask.
  public func dominators() -> DominatorTree { DominatorTree(DepthFirstTree(adjacency), adjacency) }

  /// The number, in `loops`, of the innermost loop that contains the block.
  public func innermostLoop(of block: BlockID) -> Int? {
    let loop = innermostLoop[Int(block.index)]
    return loop < 0 ? nil : Int(loop)
  }

  /// The loop's blocks, inner loops included, header first, in the order of `reversePostorder`.
  public func blocks(of loop: Loop) -> ArraySlice<BlockID> { reversePostorder[loop.places] }

  public func contains(_ loop: Loop, _ block: BlockID) -> Bool {
    loop.places.contains(Int(place[Int(block.index)]))
  }

  /// The edges that leave the loop.
  public func exits(of loop: Loop) -> [Edge] {
    var exits: [Edge] = []
    for block in blocks(of: loop) {
      for successor in successors(of: block) where !contains(loop, successor) {
        exits.append(Edge(from: block, to: successor))
      }
    }
    return exits
  }

  /// The reachable edges into the loop from outside; in irreducible loops not all lead to the header.
  public func entries(of loop: Loop) -> [Edge] {
    var entries: [Edge] = []
    for block in blocks(of: loop) {
      for predecessor in predecessors(of: block)
      where isReachable(predecessor) && !contains(loop, predecessor) {
        entries.append(Edge(from: predecessor, to: block))
      }
    }
    return entries
  }

  /// Whether the edge leaves at least one loop.
  public func isLoopExit(_ edge: Edge) -> Bool {
    guard let loop = innermostLoop(of: edge.from) else { return false }
    return !contains(loops[loop], edge.to)
  }

  /// Whether the edge leads from a loop's block back to its header. Without these edges the
  /// reachable graph has no cycles.
  public func isBackEdge(_ edge: Edge) -> Bool {
    guard let loop = innermostLoop(of: edge.to), loops[loop].header == edge.to else { return false }
    return contains(loops[loop], edge.from)
  }
}

extension Terminator.Kind {
  /// Where control can go, without duplicates.
  public var successors: [BlockID] {
    switch self {
    case .jump(let block): [block]
    case .branch(_, let then, let otherwise): then == otherwise ? [then] : [then, otherwise]
    case .tryCall(_, _, let normal, _, let error): normal == error ? [normal] : [normal, error]
    case .return, .throw, .unreachable: []
    }
  }
}

/// Successors and predecessors of all blocks, each in one array with the offsets where lists start.
struct Adjacency: Sendable {
  private let successorStarts: [Int32]
  private let successorBlocks: [BlockID]
  private let predecessorStarts: [Int32]
  private let predecessorBlocks: [BlockID]

  var blockCount: Int { successorStarts.count - 1 }

  init(_ successors: [[BlockID]]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(successors.count + 1)
    var blocks: [BlockID] = []
    var incoming = [Int32](repeating: 0, count: successors.count + 1)
    for list in successors {
      for block in list {
        incoming[Int(block.index) + 1] += 1
        blocks.append(block)
      }
      starts.append(Int32(blocks.count))
    }
    for index in incoming.indices.dropFirst() { incoming[index] += incoming[index - 1] }
    predecessorStarts = incoming
    var predecessors = [BlockID](repeating: BlockID(0), count: blocks.count)
    for (from, list) in successors.enumerated() {
      for block in list {
        let slot = incoming[Int(block.index)]
        predecessors[Int(slot)] = BlockID(UInt32(from))
        incoming[Int(block.index)] = slot + 1
      }
    }
    predecessorBlocks = predecessors
    successorStarts = starts
    successorBlocks = blocks
  }

  func successors(of block: Int) -> ArraySlice<BlockID> {
    successorBlocks[Int(successorStarts[block])..<Int(successorStarts[block + 1])]
  }

  func predecessors(of block: Int) -> ArraySlice<BlockID> {
    predecessorBlocks[Int(predecessorStarts[block])..<Int(predecessorStarts[block + 1])]
  }
}
