import DMALint
import Testing

@Suite struct FlowGraphTests {
  @Test func diamondHasNoLoops() {
    let graph = graph([[1, 2], [3], [3], []])
    #expect(graph.loops.isEmpty)
    #expect(graph.dominators().immediateDominator(of: BlockID(3)) == BlockID(0))
    #expect(numbers(graph.predecessors(of: BlockID(3))) == [1, 2])
    #expect(!graph.dominators().dominates(BlockID(1), BlockID(3)))
    #expect(numbers(graph.reversePostorder[...]).first == 0)
    #expect(numbers(graph.reversePostorder[...]).last == 3)
  }

  @Test func nestedLoopsAndTheirExits() {
    // 1 is the header around 2, 3 and 4; 2 and 3 are the inner loop; 4 returns early.
    let graph = graph([[1], [2, 5], [3, 4], [2], [1, 6], [], []])
    #expect(graph.loops.map(\.header) == [BlockID(1), BlockID(2)])
    #expect(graph.loops.map(\.depth) == [1, 2])
    #expect(graph.loops.map(\.parent) == [nil, 0])
    let (outer, inner) = (graph.loops[0], graph.loops[1])
    #expect(numbers(graph.blocks(of: outer)).sorted() == [1, 2, 3, 4])
    #expect(numbers(graph.blocks(of: inner)) == [2, 3])
    #expect(graph.exits(of: inner) == [edge(2, 4)])
    #expect(Set(graph.exits(of: outer)) == [edge(1, 5), edge(4, 6)])
    #expect(graph.entries(of: outer) == [edge(0, 1)])
    #expect(graph.isLoopExit(edge(2, 4)))
    #expect(graph.isLoopExit(edge(4, 6)))
    #expect(!graph.isLoopExit(edge(4, 1)))
    #expect(graph.isBackEdge(edge(3, 2)) && graph.isBackEdge(edge(4, 1)))
    #expect(!graph.isBackEdge(edge(1, 2)))
    #expect(graph.innermostLoop(of: BlockID(5)) == nil)
  }

  @Test func selfLoop() {
    let graph = graph([[1], [1, 2], []])
    #expect(graph.loops.map(\.header) == [BlockID(1)])
    #expect(graph.exits(of: graph.loops[0]) == [edge(1, 2)])
    #expect(graph.isBackEdge(edge(1, 1)))
  }

  @Test func irreducibleLoopIsItsComponent() {
    // The loop of 1 and 2 is entered at both.
    let graph = graph([[1, 2], [2], [1, 3], []])
    #expect(graph.loops.count == 1)
    #expect(numbers(graph.blocks(of: graph.loops[0])).sorted() == [1, 2])
    #expect(graph.entries(of: graph.loops[0]).count == 2)
    #expect(graph.isLoopExit(edge(2, 3)))
    #expect(graph.dominators().immediateDominator(of: BlockID(2)) == BlockID(0))
  }

  @Test func unreachableBlocksAreNowhere() {
    let graph = graph([[1], [], [1, 2]])
    #expect(numbers(graph.reversePostorder[...]) == [0, 1])
    #expect(!graph.isReachable(BlockID(2)))
    #expect(graph.place(of: BlockID(2)) == nil)
    #expect(graph.loops.isEmpty)
    #expect(numbers(graph.predecessors(of: BlockID(1))) == [0, 2])
    #expect(
      !graph.dominators().dominates(BlockID(2), BlockID(2))
        && !graph.dominators().dominates(BlockID(0), BlockID(2)))
  }

  @Test func functionsWithoutBodyHaveAnEmptyGraph() {
    let graph = graph([])
    #expect(graph.blockCount == 0)
    #expect(graph.reversePostorder.isEmpty)
  }

  @Test func terminatorsKnowTheirSuccessors() {
    let position = Position(line: 1, column: 1)
    let range = SourceRange(file: FileID(0), start: position, end: position)
    var function = FlowFunction(kind: .function, name: "f()", range: range)
    function.blocks = [
      BasicBlock(
        terminator: Terminator(
          .tryCall(
            Call(.name("g")), result: ValueID(0), normal: BlockID(1), error: ValueID(1),
            errorBlock: BlockID(2)), range)),
      BasicBlock(
        terminator: Terminator(
          .branch(ValueID(0), then: BlockID(2), otherwise: BlockID(2)), range)),
      BasicBlock(terminator: Terminator(.return(nil), range)),
    ]
    let graph = FlowGraph(function)
    #expect(numbers(graph.successors(of: BlockID(0))) == [1, 2])
    #expect(numbers(graph.successors(of: BlockID(1))) == [2])
    #expect(numbers(graph.predecessors(of: BlockID(2))) == [0, 1])
  }

  /// Small random graphs, half of them irreducible, against the definitions.
  @Test(arguments: 0..<400) func randomGraphsFollowTheDefinitions(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let count = Int.random(in: 1...14, using: &random)
    let successors = (0..<count).map { _ in
      var list: [Int] = []
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let target = Int.random(in: 0..<count, using: &random)
        if !list.contains(target) { list.append(target) }
      }
      return list
    }
    checkByDefinition(successors)
  }

  @Test(.timeLimit(.minutes(1))) func deepGraphsAreQuick() {
    let count = 100_000
    // A chain whose blocks all can fail to one exit, which leads back to the start.
    let chain = (0..<count).map { $0 == count - 1 ? [1] : [$0 + 1, count - 1] }
    #expect(graph(chain).loops.count == 1)
    #expect(
      graph(chain).dominators().immediateDominator(of: BlockID(UInt32(count - 1))) == BlockID(0))

    // Loops nested 50,000 deep, all left at once by the last block.
    let half = count / 2
    let nest = (0..<count).map { index in
      index < half ? [index + 1] : index == count - 1 ? [] : [index + 1, count - 1 - index]
    }
    let nested = graph(nest)
    #expect(nested.loops.count == half - 1)
    #expect(nested.loops.last?.depth == half - 1)
    #expect(nested.isLoopExit(edge(count - 2, count - 1)))

    // Two chains with edges to and fro: irreducible all the way.
    let ladder = (0..<count).map { index in
      [index ^ 1, index + 2 < count ? index + 2 : 0].filter { $0 != index }
    }
    #expect(graph(ladder).loops.first?.header == BlockID(0))
  }
}

/// Compares dominators, loops and order with slow but obvious definitions.
private func checkByDefinition(_ successors: [[Int]]) {
  let graph = graph(successors)
  let all = Set(successors.indices)
  let reachable = reached(from: 0, in: all, successors)
  #expect(Set(numbers(graph.reversePostorder[...])) == reachable)
  #expect(graph.reversePostorder.count == reachable.count)

  for block in all {
    let without =
      block == 0 ? [] : reached(from: 0, in: all.subtracting([block]), successors)
    for other in all {
      let dominates = reachable.isSuperset(of: [block, other]) && !without.contains(other)
      #expect(graph.dominators().dominates(node(block), node(other)) == dominates)
    }
    let strict = reachable.filter {
      $0 != block && graph.dominators().dominates(node($0), node(block))
    }
    let last = strict.first { candidate in
      strict.allSatisfy { graph.dominators().dominates(node($0), node(candidate)) }
    }
    #expect(graph.dominators().immediateDominator(of: node(block)) == last.map(node))
  }

  for from in reachable {
    for to in successors[from] {
      let isForward = graph.place(of: node(from))! < graph.place(of: node(to))!
      #expect(isForward != graph.isBackEdge(edge(from, to)))
    }
  }

  // Loops are the strongly connected components; inner ones, those without edges to the header.
  var expected: [Set<Int>] = []
  var pending = [(reachable, Set<Int>())]
  while let (blocks, headers) = pending.popLast() {
    let open = successors.map { $0.filter { !headers.contains($0) } }
    for component in components(of: blocks, open) {
      guard let loop = graph.loops.first(where: { isLoop($0, component, graph) }) else {
        Issue.record("no loop for \(component.sorted()) of \(successors)")
        return
      }
      expected.append(component)
      pending.append((component, headers.union([Int(loop.header.index)])))
    }
  }
  #expect(graph.loops.count == expected.count, "\(successors)")
  for (index, loop) in graph.loops.enumerated() {
    let blocks = Set(numbers(graph.blocks(of: loop)))
    #expect(numbers(graph.blocks(of: loop)).first == Int(loop.header.index))
    let around = graph.loops[..<index].filter { graph.contains($0, loop.header) }
    #expect(loop.depth == around.count + 1)
    #expect(loop.parent.map { graph.loops[$0].header } == around.last?.header)
    for block in all {
      #expect(graph.contains(loop, node(block)) == blocks.contains(block))
    }
    let edges = all.flatMap { from in successors[from].map { edge(from, $0) } }
    let leaving = edges.filter {
      blocks.contains(Int($0.from.index)) && !blocks.contains(Int($0.to.index))
    }
    #expect(Set(graph.exits(of: loop)) == Set(leaving))
    #expect(leaving.allSatisfy(graph.isLoopExit))
  }
}

private func isLoop(_ loop: FlowGraph.Loop, _ blocks: Set<Int>, _ graph: FlowGraph) -> Bool {
  Set(numbers(graph.blocks(of: loop))) == blocks
}

/// Strongly connected components that have a cycle.
private func components(of blocks: Set<Int>, _ successors: [[Int]]) -> [Set<Int>] {
  var found: [Set<Int>] = []
  let reach = blocks.reduce(into: [Int: Set<Int>]()) { reach, block in
    let next = successors[block].filter(blocks.contains)
    reach[block] = next.reduce(into: []) { $0.formUnion(reached(from: $1, in: blocks, successors)) }
  }
  for block in blocks.sorted() where reach[block]!.contains(block) {
    let component = blocks.filter { reach[block]!.contains($0) && reach[$0]!.contains(block) }
    if component.min() == block { found.append(component) }
  }
  return found
}

private func reached(from start: Int, in blocks: Set<Int>, _ successors: [[Int]]) -> Set<Int> {
  guard blocks.contains(start) else { return [] }
  var seen: Set<Int> = [start]
  var work = [start]
  while let block = work.popLast() {
    for next in successors[block] where blocks.contains(next) && seen.insert(next).inserted {
      work.append(next)
    }
  }
  return seen
}

private func graph(_ successors: [[Int]]) -> FlowGraph {
  FlowGraph(successors: successors.map { $0.map(node) })
}

private func node(_ number: Int) -> BlockID { BlockID(UInt32(number)) }

private func edge(_ from: Int, _ to: Int) -> FlowGraph.Edge {
  FlowGraph.Edge(from: node(from), to: node(to))
}

private func numbers(_ blocks: ArraySlice<BlockID>) -> [Int] { blocks.map { Int($0.index) } }
